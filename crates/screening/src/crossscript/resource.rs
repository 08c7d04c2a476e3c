//! The learned models as one compact resource, and how it is read.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::Script;
use super::keys::Plan;
use super::model::{Model, Unit};

/// Models of all scripts.
#[derive(Debug, Clone, Default)]
pub struct Models {
    by_script: BTreeMap<Script, (Model, Option<Plan>)>,
}

/// Why a resource cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResourceRefusal {
    /// Not a resource of this kind or version.
    #[error("not a resource of this kind and version")]
    Kind,
    /// It ends too early or holds impossible values.
    #[error("the resource is damaged")]
    Damaged,
}

const MAGIC: &[u8; 8] = b"CORDXS01";
/// Logarithms are kept in sixteenths.
const STEP: f32 = 16.0;
const COMPILED: &[u8] = include_bytes!("../../resources/crossscript.bin.zst");

static EMBEDDED: LazyLock<Models> = LazyLock::new(|| Models::decode(COMPILED).unwrap_or_default());

impl Models {
    /// The models that are part of this crate.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The model of a script, if there is one.
    #[must_use]
    pub fn get(&self, script: Script) -> Option<&Model> {
        self.by_script.get(&script).map(|(model, _)| model)
    }

    /// How far around its keys a token of this script is looked up.
    #[must_use]
    pub fn plan(&self, script: Script) -> Plan {
        let stored = self.by_script.get(&script).and_then(|(_, plan)| *plan);
        stored.unwrap_or(Plan {
            keys: 32,
            shortened: 4,
            distance: 1.2,
        })
    }

    /// Adds or replaces a model.
    pub fn insert(&mut self, script: Script, model: Model, plan: Plan) {
        self.by_script.insert(script, (model, Some(plan)));
    }

    /// Reads a resource.
    ///
    /// # Errors
    /// Refuses what is no such resource or is damaged.
    pub fn decode(compressed: &[u8]) -> Result<Self, ResourceRefusal> {
        let bytes = zstd::decode_all(compressed).map_err(|_| ResourceRefusal::Kind)?;
        let mut reader = Reader {
            rest: bytes.strip_prefix(MAGIC.as_slice()).ok_or(ResourceRefusal::Kind)?,
        };
        let mut models = Self::default();
        for _ in 0..reader.number()? {
            let place = usize::try_from(reader.number()?).map_err(|_| ResourceRefusal::Damaged)?;
            let script = *Script::ALL.get(place).ok_or(ResourceRefusal::Damaged)?;
            let plan = Plan {
                keys: reader.small()?,
                shortened: reader.small()?,
                distance: reader.thousandths()?,
            };
            let mut inserted = [0.0; 27];
            for cost in &mut inserted {
                *cost = reader.logarithm()?;
            }
            let chance = [reader.thousandths()?, reader.thousandths()?, reader.thousandths()?];
            let mut table = HashMap::new();
            let mut key = 0u64;
            for _ in 0..reader.number()? {
                key = key.wrapping_add(reader.number()?);
                let mut units = Vec::new();
                for _ in 0..reader.number()? {
                    let latin = u32::try_from(reader.number()?).map_err(|_| ResourceRefusal::Damaged)?;
                    let length =
                        u8::try_from((32 - latin.leading_zeros()).div_ceil(5)).map_err(|_| ResourceRefusal::Damaged)?;
                    units.push(Unit {
                        latin,
                        length,
                        forward: reader.logarithm()?,
                    });
                }
                table.insert(key, units);
            }
            let mut model = Model::new(table, inserted);
            model.set_chance(chance);
            models.by_script.insert(script, (model, Some(plan)));
        }
        Ok(models)
    }
}

/// Writes models as a resource: numbers as varints, logarithms in sixteenths, compressed.
///
/// # Errors
/// Passes on what the compressor says.
pub fn encode_models(models: &Models) -> std::io::Result<Vec<u8>> {
    let mut out = MAGIC.to_vec();
    put(&mut out, models.by_script.len() as u64);
    for (script, (model, _)) in &models.by_script {
        put(
            &mut out,
            Script::ALL.iter().position(|other| other == script).unwrap_or(0) as u64,
        );
        let plan = models.plan(*script);
        put(&mut out, plan.keys as u64);
        put(&mut out, plan.shortened as u64);
        put_thousandths(&mut out, plan.distance);
        for cost in model.inserted {
            out.push(sixteenths(cost));
        }
        for distance in model.chance() {
            put_thousandths(&mut out, distance);
        }
        let sorted: BTreeMap<u64, &Vec<Unit>> = model.table().iter().map(|(key, units)| (*key, units)).collect();
        put(&mut out, sorted.len() as u64);
        let mut last = 0;
        for (key, units) in sorted {
            put(&mut out, key.wrapping_sub(last));
            last = key;
            put(&mut out, units.len() as u64);
            for unit in units {
                put(&mut out, u64::from(unit.latin));
                out.push(sixteenths(unit.forward));
            }
        }
    }
    zstd::encode_all(out.as_slice(), 19)
}

fn put(out: &mut Vec<u8>, mut value: u64) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        if value == 0 {
            out.push(low);
            return;
        }
        out.push(low | 0x80);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of a byte"
)]
fn sixteenths(logarithm: f32) -> u8 {
    (-logarithm * STEP).round().clamp(0.0, 255.0) as u8
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "distances are small and positive"
)]
fn put_thousandths(out: &mut Vec<u8>, value: f32) {
    put(out, (value * 1000.0).round().max(0.0) as u64);
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8, ResourceRefusal> {
        let (first, rest) = self.rest.split_first().ok_or(ResourceRefusal::Damaged)?;
        self.rest = rest;
        Ok(*first)
    }

    fn number(&mut self) -> Result<u64, ResourceRefusal> {
        let mut value = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(ResourceRefusal::Damaged)
    }

    fn small(&mut self) -> Result<usize, ResourceRefusal> {
        usize::try_from(self.number()?)
            .ok()
            .filter(|value| *value < 4096)
            .ok_or(ResourceRefusal::Damaged)
    }

    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    fn thousandths(&mut self) -> Result<f32, ResourceRefusal> {
        Ok(self.small_thousandths()? as f32 / 1000.0)
    }

    fn small_thousandths(&mut self) -> Result<u32, ResourceRefusal> {
        u32::try_from(self.number()?)
            .ok()
            .filter(|value| *value < 1_000_000)
            .ok_or(ResourceRefusal::Damaged)
    }

    fn logarithm(&mut self) -> Result<f32, ResourceRefusal> {
        Ok(-f32::from(self.byte()?) / STEP)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_resource_holds_every_script() {
        for script in Script::ALL {
            let model = Models::embedded().get(script);
            assert!(model.is_some_and(|model| model.len() > 1_000), "{script:?}");
        }
    }

    #[test]
    fn damaged_resources_are_refused() {
        assert_eq!(Models::decode(b"no such thing").unwrap_err(), ResourceRefusal::Kind);
        let cut = zstd::encode_all(&b"CORDXS01\x07\x00"[..], 1).unwrap();
        assert_eq!(Models::decode(&cut).unwrap_err(), ResourceRefusal::Damaged);
    }
}
