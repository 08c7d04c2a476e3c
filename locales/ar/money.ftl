# كلمات صفحات إيقاف المدفوعات.
money-by-bureau = مكتب { $country } (رمز المصرف { $code })
bucket-held = محتجز
bucket-returned = مُعاد
bucket-chased = قيد الملاحقة
bucket-cash = نقد أو بطاقة أو إنفاق
bucket-charges = رسوم
bucket-refused = مرفوض
bucket-not_found = لم يُعثر عليه
bucket-lapsed = انتهى الحجز
bucket-released = أُفرج عنه
bucket-withdrawn = مسحوب
bucket-below_minimum = أقل من أن يُلاحق
family-stopped = ما أُوقف
family-chased = قيد الملاحقة
family-out = خارج المتناول
band-flight = لم يُنفَّذ بعد
band-over = تجاوز المهلة
band-hour = خلال ساعة
band-shift = خلال هذه المناوبة
band-later = لاحقًا
todo-second-person = أجِز هذا الطلب بصفتك الشخص الثاني
todo-second-person-other = ينتظر ضابطًا ثانيًا
todo-stopped = الملاحقة متوقفة: استأنفها أو اسحب القضية
todo-there-releases = { $bank }: على مكتب بلده إجازة الطلب
todo-release-request = أجِز الطلب الموجَّه إلى { $bank }
todo-release-here = أجِز الطلب الموجَّه إلى { $bank } أو أكّده
todo-confirm = أكّد هاتفيًا جواب { $bank }
todo-appeal = ابتّ في الاعتراض لدى { $bank }
todo-expiry = ينتهي الحجز لدى { $bank }
todo-answer = أجب عن { $bank }
todo-acknowledgement = لم يؤكد { $bank } الاستلام
todo-answer-due = جواب { $bank } مستحق
todo-rate = سعر الصرف مستحق من { $bank }
todo-where-to = على { $bank } أن يبيّن وجهة المال
clock-settles = التسوية
clock-answer = موعد الجواب
clock-acknowledgement = موعد تأكيد الاستلام
clock-rate = موعد سعر الصرف
clock-where-to = موعد بيان الوجهة
clock-expiry = نهاية الحجز
clock-none = بلا مهلة
state-filed = ينتظر الإجازة
state-pursuing = الملاحقة جارية
state-stopped = متوقفة
state-withdrawn = مسحوبة
state-unconfirmed = جواب لم يؤكَّد
state-appeal = اعتراض مفتوح
state-breach = لم يُحترم الحجز
held-back-most_hops = يتجاوز عدد النقلات المسموح
held-back-most_accounts = يتجاوز عدد الحسابات المسموح
held-back-barred_country = التفويض يستثني هذا البلد
held-back-mandate_ended = انتهى التفويض
held-back-profile_forbids = يجب أن يجيزه ضابط هناك
held-back-unconfirmed = يستند إلى جواب لم يؤكَّد
held-back-stopped = الملاحقة متوقفة
held-back-second-person = ينتظر الشخص الثاني
ask-held-back = جاهز ولم يُرسل
ask-sent = أُرسل
ask-acknowledged = تأكّد استلامه
ask-answered = ورد جوابه
ask-withdrawn = سُحب
desk-title = المناوبة
desk-new = طلب جديد
desk-open = { $n ->
    [0] لا شيء مفتوح.
    [one] بند واحد مفتوح.
    [two] بندان مفتوحان.
    [few] { $n } بنود مفتوحة.
    [many] { $n } بندًا مفتوحًا.
   *[other] { $n } بند مفتوح.
}
desk-over = { $n ->
    [one] واحد تجاوز مهلته.
    [two] اثنان تجاوزا مهلتهما.
   *[other] { $n } منها تجاوزت مهلتها.
}
desk-soon = { $n ->
    [one] واحد ينتظرك خلال ساعة.
    [two] اثنان ينتظرانك خلال ساعة.
   *[other] { $n } منها تنتظرك خلال ساعة.
}
desk-chased = قيد الملاحقة:
desk-empty = لا شيء ينتظرك. سيظهر هنا تلقائيًا أول طلب أو جواب أو موعد.
money-title = المدفوعات المسروقة
money-count = { $n ->
    [0] لم يقدّم مكتبك أي قضية.
    [one] قدّم مكتبك قضية واحدة.
    [two] قدّم مكتبك قضيتين.
    [few] قدّم مكتبك { $n } قضايا.
   *[other] قدّم مكتبك { $n } قضية.
}
money-empty = لا قضايا بعد. ستظهر هنا أول قضية تقدّمها.
col-clock = المهلة
col-what = المطلوب
col-reach = المبلغ
col-where = المكان
col-state = الحالة
col-case = القضية
col-filed = تاريخ التقديم
col-lost = المفقود
col-stopped = ما أُوقف
col-balance = الميزان
col-asked-of = وُجِّه إلى
col-asked = المطلوب حجزه
stray-waiting = { $n ->
    [one] رسالة مصرفية واحدة تحتاج من يقرؤها.
    [two] رسالتان مصرفيتان تحتاجان من يقرؤهما.
    [few] { $n } رسائل مصرفية تحتاج من يقرؤها.
   *[other] { $n } رسالة مصرفية تحتاج من يقرؤها.
}
stray-unknown_case = لا توافق أي قضية هنا.
stray-person_reads = لا تكفي القاعدة وحدها لقراءتها.
stray-not_an_answer = هي طلب لا جواب.
sheet-title = الميزان
sheet-where = أين المال
sheet-share = من المفقود
sheet-proof = { $n ->
    [one] متطابق حتى السنت، على حساب واحد.
    [two] متطابق حتى السنت، على حسابين.
    [few] متطابق حتى السنت، على { $n } حسابات.
   *[other] متطابق حتى السنت، على { $n } حسابًا.
}
sheet-broken = الميزان لا يطابق المبلغ المفقود. لن يُعرض أي رقم حتى يتطابق. اتصل بالمناوبة المركزية.
flow-title = مسار المال
flow-note = { $n ->
    [one] الارتفاع هو المبلغ، بمقياس واحد. حركة واحدة، ولم يُغفل شيء.
    [two] الارتفاع هو المبلغ، بمقياس واحد. حركتان، ولم يُغفل شيء.
    [few] الارتفاع هو المبلغ، بمقياس واحد. { $n } حركات، ولم يُغفل شيء.
   *[other] الارتفاع هو المبلغ، بمقياس واحد. { $n } حركة، ولم يُغفل شيء.
}
flow-too-many = الحسابات أكثر من أن تُرسم، والجدول يضمّها كلها.
flow-table = المال نفسه في جدول
flow-victim = المجني عليه
flow-passed = انتقل كله
flow-executed = وقت التنفيذ
flow-from = من
flow-to = إلى
flow-stays = ما بقي هناك
timeline-title = سجل الأحداث
timeline-more = { $n ->
    [one] عرض حدث آخر
    [two] عرض حدثين آخرين
    [few] عرض { $n } أحداث أخرى
   *[other] عرض { $n } حدثًا آخر
}
timeline-opened = { $n ->
    [0] لم تُفتح النصوص الشخصية.
    [one] فُتحت النصوص الشخصية مرة واحدة.
    [two] فُتحت النصوص الشخصية مرتين.
    [few] فُتحت النصوص الشخصية { $n } مرات.
   *[other] فُتحت النصوص الشخصية { $n } مرة.
}
means-passkey = مفتاح مرور
means-token = رمز جهة متصلة
means-link_and_code = رابط ورمز
means-link = رابط
means-telephone = هاتف
means-demo = عرض تجريبي
means-program = بحكم القاعدة
event-filed = أُبلغ عن سرقة { $amount }
event-released = أجازها ضابط ثانٍ
event-pursuit-stopped = أُوقفت الملاحقة
event-pursuit-resumed = استؤنفت الملاحقة
event-ask-held-back = أُعدّ طلب إلى { $bank }: { $what }
event-ask-sent = طُلب من { $bank } حجز { $amount }
event-ask-raised = رُفع الطلب إلى { $bank } ليبلغ { $amount }
event-ask-withdrawn = سُحب الطلب من { $bank }
event-ask-forwarded = أُحيل الطلب إلى { $bank }
event-acknowledged = أكّد { $bank } الاستلام
event-answered = أجاب { $bank }
event-answered-link = أجاب { $bank } عبر رابط، والجواب لم يؤكَّد
event-confirmed = تأكّد جواب { $bank }
event-placed = { $bank }: { $amount }، { $what }
event-excess = حجز { $bank } مبلغًا زائدًا قدره { $amount }، وطُلب الإفراج عنه
event-hold-broken = قال { $bank } إنه محتجز ثم قال إنه انتقل: { $amount }
event-question = سؤال إلى { $bank }: { $what }
event-question-closed = أجاب { $bank } عن السؤال
event-hold-extended = مُدّد الحجز لدى { $bank }
event-hold-ordered = صدر أمر يشمل الحجز لدى { $bank }
event-release-asked = طُلب من { $bank } الإفراج عن { $amount }
event-appeal-opened = اعترض صاحب الحساب عن طريق { $bank }
event-appeal-granted = قُبل الاعتراض لدى { $bank }
event-appeal-declined = رُدّ الاعتراض لدى { $bank }
event-escalated = { $bank }: { $what}، انقضت المهلة وأُبلغت الجهة التالية
event-corrected = صُحّح المبلغ إلى { $amount }
event-case-withdrawn = سُحبت القضية
requests-title = الطلبات والحجوزات
request-reference = المرجع
request-revision = المراجعة
hold-until = حتى
hold-unverified = (أقصر قراءة، والمدة لم يُتحقق منها)
hold-ordered = أمر:
hold-excess = محجوز فوق المطلوب:
acts-title = إجراءات
act-release = أجِز
act-stop = أوقف الملاحقة
act-resume = استأنف الملاحقة
act-withdraw = اسحب القضية
act-confirm = أكّد الجواب
act-acknowledge = أكّد الاستلام
act-release_ask = أجِز الطلب
act-reopen = اطلب من جديد
act-link = أنشئ رابط جواب
act-camt056 = مسودة camt.056
act-call = ورقة الاتصال
act-answer = أجب
act-order = سجّل الأمر
act-release_hold = تخلَّ عن الحجز
act-appeal-grant = اقبل الاعتراض
act-appeal-decline = ردّ الاعتراض
order-label = المحكمة أو السلطة، والرقم
release-amount = المبلغ، واتركه فارغًا للكل
release-needs-other = يجب أن يجيزها ضابط ثانٍ مخوّل.
banner-go = اذهب إليه
case-put-to-you = الطلب من مكتب { $bureau }. لا ترى إلا ما وُجّه إلى بلدك.
case-accounts = { $n ->
    [one] بلغ المال حسابًا واحدًا
    [two] بلغ المال حسابين
    [few] بلغ المال { $n } حسابات
   *[other] بلغ المال { $n } حسابًا
}
case-countries = { $n ->
    [one] في بلد واحد.
    [two] في بلدين.
    [few] في { $n } بلدان.
   *[other] في { $n } بلدًا.
}
case-stopped = أُوقف { $share } منه.
personal-title = النصوص الشخصية
personal-note = لا يراها إلا مكتبك. ويُسجَّل فتحها مع غرضه.
personal-erased = مُحي
personal-holder = صاحب الحساب
link-title = أُنشئ رابط الجواب
link-back = عودة إلى القضية
link-lead = يُعرض مرة واحدة. أرسل الرابط، وأعطِ الرمز هاتفيًا على الرقم المُثبت، ولا تجمعهما في رسالة واحدة.
link-address = الرابط
link-code = الرمز
link-call = اتصل بـ
link-until = صالح حتى
link-note = لا يجيب إلا عن هذا الطلب. وخمسة رموز خاطئة تغلقه.
new-title = طلب جديد
new-lead = بضعة أسطر تكفي للبدء، ثم يجيزه ضابط ثانٍ.
new-file = قدّم الطلب
new-second = لا يُرسل شيء قبل أن يجيزه ضابط ثانٍ.
new-payment = الدفعة
new-account = إلى أين ذهبت
new-matter = ما جرى
new-mandate = تفويض الملاحقة
new-amount = المبلغ
new-currency = العملة
new-currency-hint = رمز ISO مثل EUR
new-to = حساب المستفيد
new-to-hint = IBAN أو BIC/رقم
new-to-code = مصرف المستفيد
new-to-country = البلد
new-flag = نوع الحساب
flag-none = عادي
flag-joint = مشترك
flag-pooled = مجمّع
flag-virtual-iban = IBAN افتراضي
flag-merchant = تاجر
new-look = اعرض ما هو معروف عنه
new-from-code = مصرف الدافع
new-uetr = UETR
new-executed = وقت التنفيذ، UTC
new-in-flight = لم تُنفَّذ بعد: هذا تاريخ التسوية
new-discovered = وقت اكتشاف الاحتيال، UTC
new-recall = طلب مصرف الدافع استردادها من قبل
new-victim = المجني عليه
new-victim-hint = مختوم، لا يراه أي مصرف أو مكتب آخر
new-facts = ما جرى
new-facts-hint = باختصار. مختوم.
new-character = طبيعة القضية
character-ordinary-crime = جريمة عادية
character-political = سياسية
character-military = عسكرية
character-religious = دينية
character-racial = عرقية
new-crime = الجريمة، رمز ICCS
new-grounds = السند القانوني
new-hops = أقصى عدد للنقلات
new-accounts = أقصى عدد للحسابات
new-least = أدنى مبلغ
new-barred = بلدان لا يُطلب منها
new-barred-hint = رموز من حرفين
new-ends = نهاية التفويض، UTC
new-silence = عدم إبلاغ العميل
new-silence-basis = السند القانوني
new-silence-until = حتى، UTC
new-read-title = قراءة رسالة مصرفية
new-read-file = ملف pacs.008 أو camt.056
new-read-text = أو أسقطه أو ألصقه هنا
new-read-hint = القراءة لا تقدّم شيئًا.
new-read = انقله إلى الاستمارة
new-was-read = قُرئت الرسالة. راجع كل حقل قبل التقديم.
new-missing-amount = اكتب المبلغ.
new-missing-currency = اكتب العملة.
new-missing-to = اكتب حساب المستفيد.
new-missing-executed = اذكر متى نُفّذت الدفعة.
new-missing-victim = اذكر المجني عليه.
new-missing-facts = اذكر باختصار ما جرى.
new-missing-grounds = اذكر السند القانوني.
new-missing-ends = اذكر متى ينتهي التفويض.
known-title = المعروف عن هذا الحساب
known-bank = المصرف
known-no-bank = لا يعرف الدليل الرمز { $code }، فيذهب الطلب إلى مكتب البلد.
known-no-country = لا يدل الحساب على بلد، فاذكره.
known-cases = قضاياك الأخرى
known-no-cases = لا تذكره أي قضية.
form-mistakes = { $n ->
    [one] حقل واحد يحتاج مراجعة
    [two] حقلان يحتاجان مراجعة
    [few] { $n } حقول تحتاج مراجعة
   *[other] { $n } حقلًا يحتاج مراجعة
}
answer-title = طلب إلى مؤسستكم
answer-door = لدى { $organisation } طلب إلى مؤسستكم. أُعطي لكم الرمز هاتفيًا.
answer-code-hint = ثمانية أرقام
answer-open = افتح الطلب
answer-doubt = عندكم شك؟ اتصلوا بالمكتب على الرقم المدوَّن في دليلكم.
answer-gone-next = اطلبوا رابطًا جديدًا من المكتب الذي أرسله.
answer-asks = يطلب مكتب { $bureau } منكم أن تحتجزوا حتى
answer-account = الحساب
answer-payment = الدفعة
answer-please = نرجو الجواب
answer-amount-only = تحتجزون المبلغ لا الحساب.
answer-silence = نرجو عدم إبلاغ صاحب الحساب.
answer-once = يقبل هذا الرابط جوابًا واحدًا حتى
answer-thanks = شكرًا. وصل جوابكم.
answer-thanks-next = سيؤكده المكتب بالاتصال بمؤسستكم على رقمها المُثبت. يمكنكم إغلاق هذه الصفحة.
answer-question = ماذا ترون على الحساب؟
answer-choose = اختاروا جوابًا.
answer-send = أرسل الجواب
answer-held = المبلغ هنا ومحتجز
answer-held-hint = كله أو بعضه، وقد يكون الباقي انتقل
answer-moved = انتقل المبلغ
answer-moved-hint = نسأل إلى أين
answer-not_found = لم يصل إلينا قط
answer-not_found-hint = لا حساب ولا دفعة بهذا الوصف
answer-refused = لا نستطيع احتجازه
answer-refused-hint = نسأل عن السبب
answer-waiting = نحتاج وقتًا أطول
answer-waiting-hint = والمهلة مستمرة
answer-amount-missing = اكتبوا مبلغ هذه الدفعة.
answer-when-missing = اذكروا متى نُفّذت هذه الدفعة.
answer-to-missing = اكتبوا الحساب الذي ذهبت إليه.
held-amount = المبلغ الذي تحتجزونه
held-amount-hint = أقصاه المطلوب
held-basis = السند القانوني
holder-hint = فقط إن سمح قانونكم بذكره
moved-title = أين ذهب الباقي
moved-hint = خانة لكل دفعة. اتركوها فارغة إن تعذّر بيانها.
moved-payment = دفعة
moved-amount = المبلغ المخصوم
moved-executed = وقت التنفيذ، UTC
moved-how = الطريقة
how-account = إلى حساب
how-cash = نقدًا
how-card = بطاقة
how-spent = سلع أو خدمات
moved-to = الحساب: IBAN أو BIC/رقم
moved-code = رمز المصرف
moved-country = البلد
moved-credited = المبلغ المقيَّد إن حُوّلت العملة
moved-currency = بأي عملة
moved-rate = سعركم
refused-why = السبب
refused-hint = السبب يحدد ما يمكننا تقديمه لكم.
reason-law = القانون يمنع، أو تنقص ورقة قانونية
reason-customer = العميل لا يوافق
reason-agent = مؤسستنا تعتذر
reason-other = سبب آخر
waiting-for = ما تنتظرونه
waiting-hint = يمكنكم الجواب مجددًا في أي وقت.
waiting-ARPL = جواب قسم آخر
waiting-NOAS = جواب العميل
waiting-IDMN = تعهد بالتعويض
waiting-RQDA = إذن بالخصم
waiting-PDCR = قرارنا نحن
call-title = ورقة الاتصال
call-title-here = الجواب عن طلب
call-number = اتصل بهذا الرقم
call-proven = آخر اتصال ناجح به
call-no-number = ليس في الدليل رقم مُثبت. اسأل مكتب ذلك البلد، ولا تتصل برقم مأخوذ من الرسالة.
call-words = ما يقال
call-say = معكم { $bureau }. نطلب منكم احتجاز { $amount } على الحساب { $account }. مرجعنا { $reference } ورمز التحقق { $code }. احتجزوا المبلغ لا الحساب. هل ما زال المال هناك؟
call-not-out = لا يقبل هذا الطلب أجوبة الآن.
verify-title = التحقق من طلب
verify-lead = يمكن لأي شخص أن يتحقق هنا من صحة طلب. لا يُعرض شخص ولا حساب ولا مبلغ.
verify-reference-hint = كما كُتب في الطلب مع الشرطة المائلة: QM-2026-000001/3
verify-code = رمز التحقق
verify-code-hint = عشرة أرقام
verify-genuine = طلب صحيح، مفتوح لدى مكتب { $bureau }.
verify-withdrawn = كان هذا الطلب صحيحًا ثم سُحب.
verify-unknown = طلب غير معروف. لا تعملوا به، واتصلوا بالمكتب على رقم من دليلكم.
message-title = رسالة مصرفية للقراءة
message-from = سلّمها
message-case = افتح القضية
message-read = قرأتها
refusal-link-gone = استُعمل هذا الرابط أو انتهى أو لم يوجد قط.
refusal-wrong-code = ليس هذا هو الرمز. المحاولات الباقية:
refusal-contradiction = المبالغ لا تتطابق: أقصى ما يُجاب عنه هو المطلوب.
refusal-nothing-open = لم يبق شيء مفتوح هنا، وما انتقل أُجيب عنه في موضع لاحق.
refusal-left-before-it-came = لا تخرج دفعة قبل وصول المال. راجعوا الوقت.
refusal-wrong-currency = المبلغ ليس بعملة الحساب.
refusal-malformed = تتعذر قراءته كما كُتب. قارنه حرفًا حرفًا.
refusal-country-unknown = لا يدل الحساب على بلد، فاذكره.
refusal-no-amount = يجب أن يزيد المبلغ على صفر.
refusal-executed-ahead = الوقت لم يحن بعد. إن لم تُنفَّذ الدفعة فعلّم على ذلك واذكر تاريخ التسوية.
refusal-settles-too-far-ahead = التسوية بعد أكثر من 30 يومًا.
refusal-character-excluded = لا تُلاحق القضايا السياسية أو العسكرية أو الدينية أو العرقية.
refusal-silence-without-basis = «عدم إبلاغ العميل» يحتاج سندًا قانونيًا ونهاية.
refusal-bad-mandate = التفويض بلا سند، أو لا يسمح بشيء، أو انتهى.
answer-more = كتبتم { $typed } وأقصى المطلوب { $most }. هل أخطأ موضع فاصلة أو رقم؟
held-more = نعم، هذا هو المبلغ المحجوز فعلًا
event-reported-elsewhere = أبلغ مكتب آخر عن الدفعة نفسها؛ ومكتب المناوبة يعرف القضيتين
event-fiu-asked = سُئلت وحدة الاستخبارات المالية أيضًا: إلى أين ذهب المال من { $bank }
act-extend = مدّد الحجز
act-give_back = سجّل الإعادة
act-appeal = أحِل الاعتراض
act-rate = اذكر سعر الصرف
act-forward = أحِل الطلب
act-correct = صحّح البلاغ
give-back-amount = المبلغ المُعاد
give-back-uetr = رقم UETR للإعادة، إن عُرف
appeal-words = ما يقوله صاحب الحساب (مختوم)
rate-credited = المبلغ الذي وصل
rate-currency = عملته
rate-rate = سعر الصرف كما يذكره المصرف
forward-country = بلد الجهة الصحيحة
forward-code = رمز BIC أو رمز المصرف، إن عُرف
correct-title = صحّح البلاغ
correct-note = يُرسل التصحيح مراجعةً جديدة إلى كل من طُلب منه. وتبقى الحجوز حيث يسمح الحساب والمبلغ.
correct-amount = المبلغ المسروق فعلًا
correct-to = الحساب الذي قُيّد له فعلًا، إن كان غيره
correct-code = رمز BIC أو رمز مصرفه
case-elsewhere = أبلغ مكتب آخر عن الدفعة نفسها. لا يظهر هنا شيء من قضيته؛ ومكتب المناوبة في المقر يعرف القضيتين.
refusal-told-once = أنشأ هذا الطلب رابطًا من قبل، والرابط يُقال مرة واحدة. أنشئ رابطًا جديدًا.
answer-message = أجب برسالة المصرف نفسها
answer-message-text = رسالة camt.029 أو pacs.004 أو رسالة pacs.008 التي مضى بها المال
answer-message-hint = الصقها أو أسقط الملف هنا؛ فهي تحلّ محلّ الأسئلة أعلاه. وما لا يقرؤه إلا إنسان يُحفظ ويُعرض على المكتب.
