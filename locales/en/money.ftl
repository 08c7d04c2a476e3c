# Words of the stop-payment pages.
money-by-bureau = Bureau { $country } (bank code { $code })
bucket-held = Held
bucket-returned = Returned
bucket-chased = Being chased
bucket-cash = Cash, card or spent
bucket-charges = Charges
bucket-refused = Refused
bucket-not_found = Not found
bucket-lapsed = Hold ran out
bucket-released = Released
bucket-withdrawn = Withdrawn
bucket-below_minimum = Too small to chase
family-stopped = Stopped
family-chased = Being chased
family-out = Out of reach
band-flight = Not executed yet
band-over = Over time
band-hour = Within the hour
band-shift = This shift
band-later = Later
todo-second-person = Release this request as second person
todo-second-person-other = Waits for a second officer
todo-stopped = The pursuit is stopped: let it go on or withdraw it
todo-there-releases = { $bank }: its bureau has to release the request
todo-release-request = Release the request to { $bank }
todo-release-here = Release or confirm the request to { $bank }
todo-confirm = Confirm by call-back what { $bank } answered
todo-appeal = Decide the appeal at { $bank }
todo-expiry = The hold at { $bank } ends
todo-answer = Answer for { $bank }
todo-acknowledgement = { $bank } has not confirmed receipt
todo-answer-due = { $bank } owes an answer
todo-rate = { $bank } owes its rate
todo-where-to = { $bank } has to say where the money went
clock-settles = settlement
clock-answer = answer due
clock-acknowledgement = receipt due
clock-rate = rate due
clock-where-to = where-to due
clock-expiry = hold ends
clock-none = No clock
state-filed = Waits for release
state-pursuing = Pursuit on
state-stopped = Stopped
state-withdrawn = Withdrawn
state-unconfirmed = Answer not confirmed
state-appeal = Appeal open
state-breach = The hold was broken
held-back-most_hops = More hops than the mandate allows
held-back-most_accounts = More accounts than the mandate allows
held-back-barred_country = The mandate bars this country
held-back-mandate_ended = The mandate has ended
held-back-profile_forbids = An officer there has to release it
held-back-unconfirmed = Rests on an answer not yet confirmed
held-back-stopped = The pursuit is stopped
held-back-second-person = Waits for the second person
ask-held-back = Prepared, not sent
ask-sent = Sent
ask-acknowledged = Receipt confirmed
ask-answered = Answered
ask-withdrawn = Withdrawn
desk-title = Desk
desk-new = New request
desk-open = { $n ->
    [0] Nothing is open.
    [one] One thing is open.
   *[other] { $n } things are open.
}
desk-over = { $n ->
    [one] One is over time.
   *[other] { $n } are over time.
}
desk-soon = { $n ->
    [one] One needs you within the hour.
   *[other] { $n } need you within the hour.
}
desk-chased = Being chased:
desk-empty = Nothing waits for you. The next request, answer or clock appears here by itself.
money-title = Stolen payments
money-count = { $n ->
    [0] Your bureau has filed no case.
    [one] Your bureau has filed one case.
   *[other] Your bureau has filed { $n } cases.
}
money-empty = No case yet. The first one you file appears here.
col-clock = Clock
col-what = What to do
col-reach = Sum
col-where = Where
col-state = State
col-case = Case
col-filed = Filed
col-lost = Lost
col-stopped = Stopped
col-balance = Balance
col-asked-of = Asked of
col-asked = Asked
stray-waiting = { $n ->
    [one] One bank message needs a reader.
   *[other] { $n } bank messages need a reader.
}
stray-unknown_case = No case here matches it.
stray-person_reads = It cannot be read by rule alone.
stray-not_an_answer = It is a request, not an answer.
sheet-title = Balance
sheet-where = Where it is
sheet-share = of lost
sheet-proof = { $n ->
    [one] Adds up to the cent, over one account.
   *[other] Adds up to the cent, over { $n } accounts.
}
sheet-broken = The balance does not add up to what was lost. No figure is shown until it does. Call the duty desk.
flow-title = Money flow
flow-note = { $n ->
    [one] Height is amount, to one scale. One movement, none left out.
   *[other] Height is amount, to one scale. { $n } movements, none left out.
}
flow-too-many = Too many accounts to draw; the table has all of them.
flow-table = The same money as a table
flow-victim = Victim
flow-passed = all passed on
flow-executed = Executed
flow-from = From
flow-to = To
flow-stays = What stayed there
timeline-title = Timeline
timeline-more = { $n ->
    [one] Show one more
   *[other] Show { $n } more
}
timeline-opened = { $n ->
    [0] The personal texts have not been opened.
    [one] The personal texts were opened once.
   *[other] The personal texts were opened { $n } times.
}
means-passkey = passkey
means-token = client token
means-link_and_code = link and code
means-link = link
means-telephone = telephone
means-demo = demonstration
means-program = by rule
event-filed = { $amount } reported stolen
event-released = Released by a second officer
event-pursuit-stopped = The pursuit was stopped
event-pursuit-resumed = The pursuit goes on
event-ask-held-back = Request to { $bank } prepared: { $what }
event-ask-sent = { $bank } asked to hold { $amount }
event-ask-raised = Request to { $bank } raised to { $amount }
event-ask-withdrawn = Request to { $bank } withdrawn
event-ask-forwarded = Request passed on to { $bank }
event-acknowledged = { $bank } confirmed receipt
event-answered = { $bank } answered
event-answered-link = { $bank } answered by link, not confirmed yet
event-confirmed = Answer of { $bank } confirmed
event-placed = { $bank }: { $amount }, { $what }
event-excess = { $bank } froze { $amount } more than asked; its release is asked
event-hold-broken = { $bank } had said held and now says moved: { $amount }
event-question = { $bank } was asked: { $what }
event-question-closed = { $bank } answered the question
event-hold-extended = The hold at { $bank } was extended
event-hold-ordered = An order covers the hold at { $bank }
event-release-asked = { $bank } asked to release { $amount }
event-appeal-opened = The account holder appeals, through { $bank }
event-appeal-granted = Appeal at { $bank } granted
event-appeal-declined = Appeal at { $bank } turned down
event-escalated = { $bank }: { $what } ran out; the next contact is told
event-corrected = Amount corrected to { $amount }
event-case-withdrawn = The case was withdrawn
requests-title = Requests and holds
request-reference = Reference
request-revision = revision
hold-until = until
hold-unverified = (earliest reading, term not verified)
hold-ordered = Order:
hold-excess = Frozen beyond the request:
acts-title = Acts
act-release = Release
act-stop = Stop the pursuit
act-resume = Let the pursuit go on
act-withdraw = Withdraw the case
act-confirm = Confirm the answer
act-acknowledge = Confirm receipt
act-release_ask = Release the request
act-reopen = Ask again
act-link = Make an answer link
act-camt056 = Draft camt.056
act-call = Call sheet
act-answer = Answer
act-order = Record the order
act-release_hold = Give the hold up
act-appeal-grant = Grant the appeal
act-appeal-decline = Turn it down
order-label = Court or authority, and number
release-amount = Amount, empty for all
release-needs-other = A second officer with that right has to release it.
banner-go = Go there
case-put-to-you = Bureau { $bureau } asks. You see only the requests put to your country.
case-accounts = { $n ->
    [one] It reached one account
   *[other] It reached { $n } accounts
}
case-countries = { $n ->
    [one] in one country.
   *[other] in { $n } countries.
}
case-stopped = { $share } is stopped.
personal-title = Personal texts
personal-note = Seen by your bureau alone. That you opened them is recorded with its purpose.
personal-erased = Erased
personal-holder = Account holder
link-title = Answer link made
link-back = Back to the case
link-lead = Shown once. Send the link; give the code by telephone to the proven number, never in the same message.
link-address = Link
link-code = Code
link-call = Call
link-until = Works until
link-note = It answers this request alone. Five wrong codes close it.
new-title = New request
new-lead = A few lines are enough to start. A second officer releases it.
new-file = File the request
new-second = Nothing is sent until a second officer releases it.
new-payment = The payment
new-account = Where it went
new-matter = What happened
new-mandate = Pursuit mandate
new-amount = Amount
new-currency = Currency
new-currency-hint = ISO code, such as EUR
new-to = Payee's account
new-to-hint = IBAN, or BIC/number
new-to-code = Payee's bank
new-to-country = Country
new-flag = Kind of account
flag-none = Ordinary
flag-joint = Joint
flag-pooled = Pooled
flag-virtual-iban = Virtual IBAN
flag-merchant = Merchant
new-look = See what is known of it
new-from-code = Payer's bank
new-uetr = UETR
new-executed = Executed, UTC
new-in-flight = Not executed yet: this is its settlement date
new-discovered = Fraud found, UTC
new-recall = The payer's bank has recalled it already
new-victim = Victim
new-victim-hint = Sealed; no other bank or bureau sees it
new-facts = What happened
new-facts-hint = In short. Sealed.
new-character = Kind of matter
character-ordinary-crime = Ordinary crime
character-political = Political
character-military = Military
character-religious = Religious
character-racial = Racial
new-crime = Crime, ICCS code
new-grounds = Legal grounds
new-hops = Most hops
new-accounts = Most accounts
new-least = Least amount
new-barred = Countries not to be asked
new-barred-hint = Two-letter codes
new-ends = Mandate ends, UTC
new-silence = Do not inform the customer
new-silence-basis = Legal basis
new-silence-until = Until, UTC
new-read-title = Read a bank message
new-read-file = pacs.008 or camt.056 file
new-read-text = Or drop or paste it here
new-read-hint = Nothing is filed by reading it.
new-read = Read it into the form
new-was-read = Read. Check each field before you file.
new-missing-amount = Write the amount.
new-missing-currency = Write the currency.
new-missing-to = Write the payee's account.
new-missing-executed = Say when the payment was executed.
new-missing-victim = Name the victim.
new-missing-facts = Say in short what happened.
new-missing-grounds = Name the legal grounds.
new-missing-ends = Say when the mandate ends.
known-title = Known of this account
known-bank = Bank
known-no-bank = The directory does not know code { $code }; the request goes to the country's bureau.
known-no-country = The account names no country; give it.
known-cases = Your other cases
known-no-cases = None names it.
form-mistakes = { $n ->
    [one] One field needs a look
   *[other] { $n } fields need a look
}
answer-title = A request to your institution
answer-door = { $organisation } has a request for your institution. The code was given to you by telephone.
answer-code-hint = Eight digits
answer-open = Open the request
answer-doubt = In doubt? Call the bureau at the number in your own contact book.
answer-gone-next = Ask the bureau that sent it for a new one.
answer-asks = Bureau { $bureau } asks you to hold up to
answer-account = Account
answer-payment = Payment
answer-please = Please answer
answer-amount-only = You hold the amount, not the account.
answer-silence = Please do not inform the account holder.
answer-once = This link takes one answer, until
answer-thanks = Thank you. Your answer has arrived.
answer-thanks-next = The bureau confirms it by calling your institution back at its proven number. You can close this page.
answer-question = What do you see on the account?
answer-choose = Choose one answer.
answer-send = Send the answer
answer-held = It is here and held
answer-held-hint = All of it or a part; the rest may have moved on
answer-moved = It has moved on
answer-moved-hint = We ask where to
answer-not_found = It never came here
answer-not_found-hint = No such account or payment
answer-refused = We cannot hold it
answer-refused-hint = We ask why
answer-waiting = We need more time
answer-waiting-hint = The clock runs on
answer-amount-missing = Write the amount of this payment.
answer-when-missing = Say when this payment was executed.
answer-to-missing = Write the account it went to.
held-amount = Amount you hold
held-amount-hint = At most what is asked
held-basis = Legal basis
holder-hint = Only where your law lets you give it
moved-title = Where the rest went
moved-hint = One block for each payment. Leave them empty if you cannot say.
moved-payment = Payment
moved-amount = Amount debited
moved-executed = Executed, UTC
moved-how = How
how-account = To an account
how-cash = Cash
how-card = Card
how-spent = Goods or services
moved-to = Account: IBAN or BIC/number
moved-code = Bank code
moved-country = Country
moved-credited = Amount credited, if converted
moved-currency = In which currency
moved-rate = Your rate
refused-why = Why
refused-hint = The reason decides what we can bring you.
reason-law = The law stands in the way, or a legal paper is missing
reason-customer = The customer does not agree
reason-agent = Our institution declines
reason-other = Another reason
waiting-for = What you wait for
waiting-hint = You can answer again at any time.
waiting-ARPL = An answer from another desk
waiting-NOAS = An answer from the customer
waiting-IDMN = An indemnity
waiting-RQDA = The authority to debit
waiting-PDCR = Our own decision
call-title = Call sheet
call-title-here = Answer a request
call-number = Call this number
call-proven = Somebody there was last reached
call-no-number = The book has no proven number. Ask the bureau of that country; do not call a number from the message.
call-words = What to say
call-say = This is { $bureau }. We ask you to hold { $amount } on account { $account }. Our reference is { $reference }, the check code { $code }. Hold the amount, not the account. Is the money still there?
call-not-out = This request is not open to answers now.
verify-title = Check a request
verify-lead = Anyone can check here that a request is genuine. No person, account or sum is shown.
verify-reference-hint = As written in the request, with the slash: QM-2026-000001/3
verify-code = Check code
verify-code-hint = Ten digits
verify-genuine = Genuine. Bureau { $bureau } has this request open.
verify-withdrawn = This request was genuine and has been withdrawn.
verify-unknown = Not known. Do not act on it; call the bureau at a number from your own contact book.
message-title = Bank message to read
message-from = Handed in by
message-case = Open the case
message-read = I have read it
refusal-link-gone = This link has been used, has ended, or never was.
refusal-wrong-code = This is not the code. Attempts left:
refusal-contradiction = The sums do not agree: at most what is open can be answered for.
refusal-nothing-open = Nothing is open here any more; what moved on has been answered further along.
refusal-left-before-it-came = A payment cannot leave before the money came. Check its time.
refusal-wrong-currency = The amount is not in the account's currency.
refusal-malformed = This cannot be read as written. Compare it character by character.
refusal-country-unknown = The account names no country; give it.
refusal-no-amount = The amount must be more than zero.
refusal-executed-ahead = The time lies ahead. If it is not executed yet, tick that and give its settlement date.
refusal-settles-too-far-ahead = The settlement lies more than 30 days ahead.
refusal-character-excluded = Political, military, religious and racial matters are not pursued.
refusal-silence-without-basis = "Do not inform the customer" needs a legal basis and an end.
refusal-bad-mandate = The mandate names no grounds, allows nothing, or has ended already.
answer-more = You wrote { $typed }. At most { $most } was asked. Is a comma or a digit out of place?
held-more = Yes, this much is frozen in fact
