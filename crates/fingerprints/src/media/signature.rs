//! The first bytes of pictures, videos and archives.
//!
//! A signature is checked together with the header fields behind it, so that a hash or a word that happens to begin
//! like a file is not taken for one. Sources: the formats' own specifications (PNG, GIF89a, JPEG/JFIF, TIFF 6.0, RIFF,
//! ISO base media file format, Matroska/EBML, MPEG-1/2 systems, ASF, FLV, Ogg, PKWARE APPNOTE, RFC 1952, RFC 8878, tar
//! of POSIX.1).

use super::{Format, Kind};

/// What the bytes begin with, if it is a picture, a video or an archive.
pub(super) fn at_start(bytes: &[u8]) -> Option<Format> {
    picture(bytes).or_else(|| video(bytes)).or_else(|| archive(bytes))
}

/// Signatures of two bytes, believed only of a whole body that is not text.
pub(super) fn short_at_start(bytes: &[u8]) -> Option<Format> {
    if bytes.len() < 16 || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    match bytes {
        [0xff, 0x0a, ..] => format(Kind::Picture, "jxl"),
        [0x1f, 0x8b, ..] => format(Kind::Archive, "gzip"),
        [0x1f, 0x9d | 0xa0, ..] => format(Kind::Archive, "compress"),
        _ => None,
    }
}

const fn format(kind: Kind, name: &'static str) -> Option<Format> {
    Some(Format { kind, name })
}

fn picture(bytes: &[u8]) -> Option<Format> {
    let name = match bytes {
        [0xff, 0xd8, 0xff, marker, ..] if jpeg_goes_on(*marker, bytes) => "jpeg",
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "png",
        [0x8a, b'M', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => "mng",
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', screen @ ..] if has_control_bytes(screen) => "gif",
        [b'B', b'M', ..] if is_bmp(bytes) => "bmp",
        [b'I', b'I', 0x2a | 0x2b, 0, ..] | [b'M', b'M', 0, 0x2a | 0x2b, ..] => "tiff",
        [b'I', b'I', 0x55, 0, ..] | [b'I', b'I', b'R', b'O', ..] => "raw",
        [b'F', b'U', b'J', b'I', b'F', b'I', b'L', b'M', b'C', b'C', b'D', ..] => "raw",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "webp",
        [b'8', b'B', b'P', b'S', 0, 1 | 2, ..] => "psd",
        [0, 0, 1 | 2, 0, ..] if is_icon(bytes) => "icon",
        [0, 0, 0, 0x0c, b'J', b'X', b'L', b' ', ..] => "jxl",
        [0, 0, 0, 0x0c, b'j', b'P', b' ' | 0x1a, b' ' | 0x1a, ..] | [0xff, 0x4f, 0xff, 0x51, ..] => "jpeg2000",
        [b'D', b'D', b'S', b' ', 0x7c, 0, 0, 0, ..] => "dds",
        [0x76, 0x2f, 0x31, 0x01, ..] => "exr",
        [b'q', b'o', b'i', b'f', 0, ..] => "qoi",
        [b'A', b'T', b'&', b'T', b'F', b'O', b'R', b'M', ..] => "djvu",
        [b'#', b'?', b'R', b'A', b'D', b'I', b'A', b'N', b'C', b'E', ..] => "hdr",
        [b'P', b'1'..=b'7', white, ..] if white.is_ascii_whitespace() && is_netpbm(bytes) => "netpbm",
        _ if is_svg(bytes) => "svg",
        _ => return None,
    };
    format(Kind::Picture, name)
}

fn video(bytes: &[u8]) -> Option<Format> {
    let name = match bytes {
        [0, 0, _, _, b'f', b't', b'y', b'p', brand @ ..] if brand.len() >= 4 => {
            return Some(of_brand(brand));
        }
        [_, _, _, _, atom @ ..] if is_quicktime_atom(atom) => "quicktime",
        [0x1a, 0x45, 0xdf, 0xa3, ..] => "matroska",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', b' ', ..] => "avi",
        [b'F', b'L', b'V', 1, flags, ..] if flags & 0xfa == 0 => "flv",
        [0, 0, 1, 0xba | 0xb3 | 0xb0, ..] => "mpeg",
        [0, 0, 0, 1, nal, ..] if matches!(nal & 0x1f, 7 | 9) || matches!(nal >> 1, 32 | 35) => "h26x",
        [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, ..] => "asf",
        [b'O', b'g', b'g', b'S', 0, ..] => "ogg",
        [b'.', b'R', b'M', b'F', 0, ..] => "realmedia",
        [b'D', b'K', b'I', b'F', 0, 0, ..] => "ivf",
        [b'Y', b'U', b'V', b'4', b'M', b'P', b'E', b'G', b'2', ..] => "y4m",
        [0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01, ..] => "mxf",
        [0x47, ..] if is_transport_stream(bytes, 188, 0) => "mpeg-ts",
        [_, _, _, _, 0x47, ..] if is_transport_stream(bytes, 192, 4) => "mpeg-ts",
        _ => return None,
    };
    format(Kind::Video, name)
}

fn archive(bytes: &[u8]) -> Option<Format> {
    let name = match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 1, 2, ..] if is_zip_header(bytes) => "zip",
        [b'P', b'K', 5, 6, 0, 0, 0, 0, ..] | [b'P', b'K', 7, 8, b'P', b'K', 3, 4, ..] => "zip",
        [0x1f, 0x8b, 8, flags, _, _, _, _, 0 | 2 | 4, 0..=13 | 255, ..] if flags & 0xe0 == 0 => "gzip",
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..]
        | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, 0x50, 0x90, ..] => "bzip2",
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => "xz",
        [b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c, ..] => "7z",
        [b'R', b'a', b'r', b'!', 0x1a, 0x07, ..] => "rar",
        [0x28, 0xb5, 0x2f, 0xfd, descriptor, ..] if descriptor & 8 == 0 => "zstd",
        [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => "zstd",
        [0x04, 0x22, 0x4d, 0x18, version, ..] if version >> 6 == 1 => "lz4",
        [b'L', b'Z', b'I', b'P', 1, ..] => "lzip",
        [0x5d, 0, 0, dictionary, _, 0xff | 0, ..] if dictionary & 0x0f == 0 && is_lzma(bytes) => "lzma",
        _ => return container(bytes),
    };
    format(Kind::Archive, name)
}

/// Archives and disc images that hold files as they are.
fn container(bytes: &[u8]) -> Option<Format> {
    let name = match bytes {
        [b'M', b'S', b'C', b'F', 0, 0, 0, 0, ..] => "cab",
        [b'!', b'<', b'a', b'r', b'c', b'h', b'>', b'\n', ..] => "ar",
        [b'0', b'7', b'0', b'7', b'0', b'1' | b'2' | b'7', rest @ ..] if is_cpio(rest) => "cpio",
        [b'x', b'a', b'r', b'!', 0, 0x1c, ..] => "xar",
        [b'E', b'V', b'F', 0x09, 0x0d, 0x0a, 0xff, 0, ..] => "ewf",
        [b'L', b'V', b'F', 0x09, 0x0d, 0x0a, 0xff, 0, ..] => "ewf",
        [_, _, b'-', b'l', b'h' | b'z', b'0'..=b'9' | b's' | b'd', b'-', ..] if is_lha(bytes) => "lha",
        _ if is_tar(bytes) => "tar",
        _ if is_disc_image(bytes) => "iso9660",
        _ => return None,
    };
    format(Kind::Archive, name)
}

/// A JPEG's first marker is an application segment, a comment or a table, and its length leads to the next marker.
fn jpeg_goes_on(marker: u8, bytes: &[u8]) -> bool {
    if !matches!(marker, 0xc0..=0xcf | 0xdb | 0xdd | 0xe0..=0xef | 0xfe) {
        return false;
    }
    let Some([high, low]) = bytes.get(4..6) else {
        // Only the beginning is at hand.
        return true;
    };
    let length = usize::from(*high) << 8 | usize::from(*low);
    match bytes.get(4 + length) {
        Some(next) => length >= 2 && *next == 0xff,
        // The segment goes on beyond what is at hand: then it must name itself.
        None => {
            let names: [&[u8]; 7] = [b"JFIF", b"Exif", b"http", b"ICC_", b"Adob", b"Phot", b"MPF\0"];
            names.iter().any(|name| bytes.get(6..10) == Some(*name))
        }
    }
}

fn is_bmp(bytes: &[u8]) -> bool {
    let little = |at: usize| -> Option<u32> {
        let four = bytes.get(at..at + 4)?;
        Some(four.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
    };
    little(6) == Some(0)
        && little(10).is_some_and(|offset| (26..=1 << 20).contains(&offset))
        && matches!(little(14), Some(12 | 16 | 40 | 52 | 56 | 64 | 108 | 124))
}

fn is_icon(bytes: &[u8]) -> bool {
    let Some(count) = bytes.get(4..6) else {
        return false;
    };
    (1..=64).contains(&count[0]) && count[1] == 0 && bytes.get(9) == Some(&0) && bytes.len() >= 22
}

fn is_netpbm(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"P7") {
        return bytes.starts_with(b"P7\nWIDTH") || bytes.starts_with(b"P7\n#");
    }
    let head = bytes.get(2..bytes.len().min(512)).unwrap_or(&[]);
    let mut words = head
        .split(|byte| *byte == b'\n')
        .map(|line| line.split(|byte| *byte == b'#').next().unwrap_or(&[]))
        .flat_map(|line| line.split(u8::is_ascii_whitespace))
        .filter(|word| !word.is_empty());
    let is_number =
        |word: Option<&[u8]>| word.is_some_and(|word| word.len() <= 6 && word.iter().all(u8::is_ascii_digit));
    is_number(words.next()) && is_number(words.next())
}

/// An SVG document: its root element, behind declarations and comments.
fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4_096)).unwrap_or(&[]);
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = if rest.starts_with("<?") {
            "?>"
        } else if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<!") {
            ">"
        } else {
            break;
        };
        match rest.find(end) {
            Some(at) => rest = rest[at + end.len()..].trim_start(),
            None => return false,
        }
    }
    let Some(name) = rest.strip_prefix('<') else {
        return false;
    };
    let name = name
        .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .next()
        .unwrap_or("");
    name.eq_ignore_ascii_case("svg") || name.to_ascii_lowercase().ends_with(":svg")
}

fn of_brand(brand: &[u8]) -> Format {
    let still: [&[u8]; 9] = [
        b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis", b"crx ",
    ];
    if still.iter().any(|name| brand.starts_with(name)) {
        Format {
            kind: Kind::Picture,
            name: "heif",
        }
    } else {
        Format {
            kind: Kind::Video,
            name: "mp4",
        }
    }
}

fn is_quicktime_atom(atom: &[u8]) -> bool {
    let names: [&[u8]; 6] = [b"moov", b"mdat", b"wide", b"pnot", b"styp", b"moof"];
    names
        .iter()
        .any(|name| atom.starts_with(name) && atom.get(4..).is_some_and(has_control_bytes))
}

/// Text has no bytes below a tab.
pub(super) fn has_control_bytes(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| *byte < 9 || (14..27).contains(byte))
}

fn is_transport_stream(bytes: &[u8], packet: usize, first: usize) -> bool {
    (1..=3).all(|number| bytes.get(first + packet * number) == Some(&0x47))
}

fn is_zip_header(bytes: &[u8]) -> bool {
    let (version_at, method_at) = if bytes.get(2) == Some(&3) { (4, 8) } else { (6, 10) };
    match (bytes.get(version_at), bytes.get(method_at..method_at + 2)) {
        (Some(version), Some(method)) => *version <= 63 && method[0] <= 99 && method[1] == 0,
        // Only the signature is at hand.
        _ => true,
    }
}

fn is_lzma(bytes: &[u8]) -> bool {
    // Properties, dictionary size, then an uncompressed size that is unknown (all ones) or below 2^40.
    bytes
        .get(5..13)
        .is_some_and(|size| size.iter().all(|byte| *byte == 0xff) || size.iter().skip(5).all(|byte| *byte == 0))
        && bytes.get(13) == Some(&0)
}

/// The level of an LHA header, and its own length, which no text has together.
fn is_lha(bytes: &[u8]) -> bool {
    bytes.get(20).is_some_and(|level| *level <= 3) && has_control_bytes(bytes.get(7..20).unwrap_or(&[]))
}

fn is_cpio(rest: &[u8]) -> bool {
    rest.len() >= 70 && rest.iter().take(70).all(u8::is_ascii_hexdigit)
}

/// POSIX tar has a signature; older archives are known by the checksum of their first header.
fn is_tar(bytes: &[u8]) -> bool {
    let Some(header) = bytes.get(..512) else {
        return false;
    };
    if header.get(257..262) == Some(b"ustar") {
        return true;
    }
    let Some(field) = header.get(148..156) else {
        return false;
    };
    let digits: String = field
        .iter()
        .filter(|byte| (b'0'..=b'7').contains(byte))
        .map(|byte| char::from(*byte))
        .collect();
    let stated = u32::from_str_radix(&digits, 8).unwrap_or(0);
    let computed: u32 = header
        .iter()
        .enumerate()
        .map(
            |(at, byte)| {
                if (148..156).contains(&at) { 32 } else { u32::from(*byte) }
            },
        )
        .sum();
    stated == computed && header[0] != 0 && has_control_bytes(header)
}

fn is_disc_image(bytes: &[u8]) -> bool {
    bytes.get(32_769..32_774) == Some(b"CD001")
}
