children-title = Children
children-lead = Known pictures found by hash. No picture, video or archive is ever taken: hash it where it lies, and send the hash alone.
children-match-title = Is it known?
children-hashes = Hashes
children-hint = One a line: hex, then quality and a name of your own if you like. PDQ, MD5, SHA-1, SHA-256, PhotoDNA.
children-hash-file = Or a file of hashes
children-hash-file-hint = Text, one hash a line, or what the hasher printed.
children-hasher = The hasher runs at your bureau:
children-match = Compare
children-none = No known picture among these.
children-leads = { $n ->
    [one] One lead
   *[other] { $n } leads
}
children-lead-worth = A match is a lead, not a proof: read who vouches for it, and call.
children-featureless = { $n ->
    [one] One near match was left out: a picture with too few features.
   *[other] { $n } near matches were left out: pictures with too few features.
}
children-file = Your file
children-record = List and record
children-distance = Bits apart
children-standing = Standing
children-standing-reported = reported only
children-standing-confirmed = confirmed
children-standing-trusted = trusted
children-standing-disputed = disputed
children-confirmed-by = confirmed by
children-series-known = Series known
children-series = Series
children-victim = Victim identified
children-offender = Offender identified
children-distributed = Distributed
children-call = Call
children-yes = yes
children-no = no
children-not-said = not said
children-gravest = gravest
children-gravest-list = Gravest list
children-gravest-criteria = An act apart from all votes: a real child, apparent age under { $age }, severe; assessed from { $countries } countries. Criteria not yet checked against the primary text.
children-assessed-by = Assessed by
children-real-child = A real child
children-severe = Severe abuse
children-age = Apparent age in years
children-assess = Assess
children-strike = Strike from the gravest list
children-caution-featureless-picture = too few features
children-caution-quality-unknown = quality not known
children-caution-beyond-advised-distance = further than advised
children-caution-disputed = somebody disputes it
children-caution-unconfirmed = nobody has confirmed it
children-words = What happened
children-words-hint = Sealed; read only by the bureaus concerned.
children-imminent = A child is in danger now
children-open-report = Report to the bureaus concerned
children-report = Report
children-reports = Reports
children-no-reports = No report yet.
children-report-count = { $ours } of ours, { $others } put to us.
children-report-of = Reported by bureau { $bureau }
children-queue = Queue
children-queue-imminent = imminent danger
children-queue-child = child protection
children-opened = Opened
children-closed = closed
children-close = Close the report
children-from = From
children-concerned = Put to
children-duty-desk = duty desk
children-told = told at once
children-outcome = Outcome
children-outcome-in-hand = in hand
children-outcome-series-known = series known, nothing new
children-outcome-victim-known = victim known before
children-outcome-victim-identified = victim identified by this
children-outcome-offender-identified = offender identified by this
children-outcome-not-the-same = not the same material
children-no-answer = no answer yet
children-answer = Answer
children-waiting = { $n ->
    [one] One report on a child waits for your bureau.
   *[other] { $n } reports on children wait for your bureau.
}
children-compared = { $n ->
    [one] One file compared,
   *[other] { $n } files compared,
}
children-lists = Lists
children-no-lists = No list yet. Take one over below.
children-list = List
children-list-of = A list of bureau { $bureau }.
children-list-records = { $n ->
    [one] One record stands.
   *[other] { $n } records stand.
}
children-source = Source
children-yours = yours
children-records = Records
children-withdrawn = Withdrawn
children-holders = Copies with
children-region = Region
children-import = Take a list over
children-list-name = Name of the list
children-format = Format
children-algorithm = Algorithm (plain lists)
children-list-file = File
children-list-text = Or its text
children-take-over = Take over
children-taken-added = Added
children-taken-changed = changed
children-taken-unchanged = unchanged
children-taken-older = older than what stands
children-taken-withdrawn = withdrawn
children-left-out = Left out:
children-more = Further records
children-to-purge = { $n ->
    [one] One record was withdrawn since your copy: take it out.
   *[other] { $n } records were withdrawn since your copy: take them out.
}
children-purged = They are out of our copy
children-purged-until = Withdrawals out up to
children-copies = Copies
children-copies-lead = Whoever takes a copy is told of every withdrawal, and says when it is out of his copy.
children-bureau = Bureau
children-handed-out = Handed out
children-export = Take a copy (VICS 2.0)
children-prints = Hashes
children-grade = Source’s grade
children-when = When
children-facts = What the source says
children-quality = quality
children-not-matched = kept, not matched here
children-contributed = Contributed by
children-votes = Votes
children-no-votes = No vote yet.
children-vote = Vote
children-say-confirms = confirms, by its own assessment
children-say-relies = relies on
children-say-disputes = disputes
children-say-rejects = does not belong on the list
children-say-takes-back = takes its word back
children-reason = Reason (for a dispute, a down-vote, a withdrawal)
children-withdraw = Withdraw the record
children-withdraw-note = It matches no more from then on, and everyone who holds a copy is told to take it out.
children-is-withdrawn = The source withdrew this record.
