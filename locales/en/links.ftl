links-title = Links
links-lead = The same account, telephone, document or name in several cases. You learn what you may read; of the rest, only that it exists.
links-kind = Kind
links-value = Value
links-find = Search
links-none = No case shares this value.
links-count = { $n ->
    [one] One case that you may read.
   *[other] { $n } cases that you may read.
}
links-case = Case
links-place = Where it stands
links-more = Further cases
links-weak = a hint, not an identity
links-elsewhere = A link exists in another bureau’s case. Ask its owner.
links-kind-any = any
links-kind-account = Account
links-kind-telephone = Telephone
links-kind-email = E-mail
links-kind-wallet = Wallet
links-kind-document = Document
links-kind-address = Address
links-kind-hash = Hash
links-kind-name = Name
links-module-stop-payment = stolen payment
links-module-notices = notice
links-module-fingerprints = report on a child
links-module-register = registered case
links-role-payee = payee’s account
links-role-onward = onward account
links-role-holder = holder, as the bank says
links-role-document = document
links-role-subject = person sought
links-role-alias = other name
links-role-matched = hash that matched
links-common = common
links-common-in-many-cases = it stands in many cases
links-common-institution = it belongs to an institution
links-common-placeholder = it stands for “not known”
links-common-shared-service = many strangers use it
links-common-not = not common after all
links-declare = Declare a value common
links-declare-note = It is still found; it only stops raising links on every case, for every reader, with the reason shown.
links-reason = Reason
links-neighbourhood = Neighbourhood of a case
links-show = Show
links-case-title = Around { $case }
links-open-case = Open the case
links-shared-values = { $n ->
    [0] It shares no value with another case that you may know of.
    [one] It shares one value with other cases.
   *[other] It shares { $n } values with other cases.
}
links-others-share = Others share this
links-nobody-shares = No other case that you may know of shares a value with this one.
links-here = In this case
links-others = In others
links-and-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
links-drawing = Drawing
links-drawing-label = The case, its values, and the cases they lead to; the table above says the same
links-drawing-limit = The drawing stays under { $most } nodes.
links-values-left-out = { $n ->
    [0] No value was left out.
    [one] One value was left out: common, or leading only elsewhere.
   *[other] { $n } values were left out: common, or leading only elsewhere, or too many.
}
links-links-left-out = { $n ->
    [0] { "" }
    [one] One link of a drawn value is only in the table’s count.
   *[other] { $n } links of drawn values are only in the table’s counts.
}
links-nothing-to-draw = Nothing to draw: no value leads to a case that you may read.
links-ask = Ask its owner
links-own-case = For your case
links-own-case-of = for their case
links-purpose = Purpose
links-purpose-hint = Sealed; the owner reads it.
links-put = { $n ->
    [0] Requests of other bureaus
    [one] One bureau asks about a link
   *[other] { $n } requests about links wait for you
}
links-closes = closes
links-closed = closed
links-share-which = Which of your cases may they read?
links-share = Share
links-decline = Decline
links-decline-why = Reason for declining
links-decline-hint = It stays with you: to the asker, a refusal and a silence look alike.
links-answered = answered or closed
links-own-requests = Our requests
links-shared-with-us = Shared with us
links-nothing-yet = nothing so far
links-persons = Persons
links-persons-note = A name is a hint. Whether two cases speak of one person is a decision on record, with its ground, and it can be taken back; nothing is merged.
links-same-person = The same person
links-two-persons = Two persons
links-decide-on = { $name } here and in { $case }: ground
links-ground = Ground
links-take-back = Take back
links-taken-back = taken back
