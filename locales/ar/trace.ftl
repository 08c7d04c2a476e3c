trace-title = تتبّع المال
trace-lead = أين ذهب المال المسروق وفق كل قاعدة قانونية، من التحويلات التي تقدمها.
trace-transfers = التحويلات
trace-transfers-hint = ملف CSV أو كشف مصرفي، أفلته هنا. تُعرض طريقة قراءته مع النتيجة.
trace-claim = التحويلات المسروقة
trace-claim-hint = معرّفاتها وبينها فواصل.
trace-act = تتبّع
trace-side-by-side = كل القواعد جنبًا إلى جنب
trace-account = الحساب
trace-sum = ما زال قابلًا للتتبع
trace-moves-nothing = التتبع لا ينقل شيئًا. يعتمده ضابط أو لا يعتمده. قاعدة «السمّ» حدٌّ أعلى، لا مبلغ يُسترد.
trace-rule-fifo = الأول فالأول
trace-rule-lifo = الأخير فالأول
trace-rule-pro-rata = بالتناسب
trace-rule-lowest-balance = أدنى رصيد
trace-rule-taint-first = الملوّث أولًا
trace-rule-poison = السمّ (حدّ)
trace-tainted = الجزء المتتبَّع
trace-untainted = الباقي
trace-clean = غير متتبَّع
trace-accounts = الحسابات
trace-balance = الرصيد
trace-balances = الأرصدة الافتتاحية
trace-balances-none = لم تُقدَّم: يُفتح كل حساب بصفر.
trace-balances-hash = ‏SHA-256 للأرصدة
trace-input-hash = ‏SHA-256 للملف
trace-result-hash = ‏SHA-256 للنتيجة
trace-currency = العملة
trace-claims = ما سُرق
trace-claimed = المطالَب به
trace-stopped = لم يُتتبَّع أبعد
trace-superseded = آل إلى مطالبة أخرى
trace-gaps = ناقص في البيانات
trace-gaps-words = دفعة تفوق الرصيد المعروف. يُعدّ المال الناقص غير متتبَّع ويُدرج هنا: التحويل والدافع والمبلغ.
trace-conserved = دُقِّق: المطالَب به = ما زال قابلًا للتتبع + لم يُتتبَّع أبعد + آل إلى مطالبة أخرى، لكل مطالبة وفي المجموع.
trace-reading = كيف يُقرأ الملف
trace-guessed = تخمين: تحقّق منه
trace-taken-for = يُقرأ على أنه
trace-column = العمود في الملف
trace-kind-transfers = قائمة تحويلات
trace-kind-statement = كشف حساب
trace-numbers-plain = الفاصل العشري نقطة
trace-numbers-point = الفاصل العشري نقطة مع فواصل للآلاف
trace-numbers-comma = الفاصل العشري فاصلة
trace-dates-standard = الأوقات أعداد صحيحة أو وفق RFC 3339
trace-dates-year = التواريخ: سنة، شهر، يوم
trace-dates-day = التواريخ: يوم، شهر، سنة
trace-dates-month = التواريخ: شهر، يوم، سنة
trace-lines = سطور البيانات
trace-set-aside = سطور معيبة مُنحّاة
trace-newest-first = السطر الأحدث أولًا، لذا يُقرأ الملف من آخره.
trace-sorted = لم يكن الملف مرتبًا زمنيًا فرُتِّب، ويبقى ترتيب الملف عند تساوي الأوقات.
trace-column-id = المعرّف
trace-column-time = الوقت
trace-column-from = الدافع
trace-column-to = المستفيد
trace-column-amount = المبلغ
trace-column-currency = العملة
trace-column-to-amount = المبلغ المستلَم
trace-column-to-currency = العملة المستلَمة
trace-column-account = حساب الكشف
trace-column-counterparty = الطرف الآخر
trace-column-debit = مدين
trace-column-credit = دائن
trace-column-balance = الرصيد بعد السطر
trace-policies = السياسات
trace-order = الترتيب: الوقت ثم الموضع في الملف.
trace-meeting-newest = حيث تلتقي المطالبات تأخذ الأحدثُ الوحدةَ.
trace-meeting-oldest = حيث تلتقي المطالبات تحتفظ الأقدمُ بالوحدة.
trace-overdraft = المال الناقص في البيانات يُعدّ غير متتبَّع ويُدرج.
trace-print-title = بيان تتبّع
trace-print-case = القضية والمكتب
trace-print-made = طُبع
trace-print-not-adopted = لم يعتمد أي ضابط هذا التتبع. وهو لا ينقل شيئًا.
trace-print-rule = القاعدة
trace-print-end = أين المال في النهاية
trace-words-fifo = الأول دخولًا الأول خروجًا: تأخذ الدفعة أقدم مال في الحساب أولًا. الحساب صفٌّ من الأجزاء، يُضاف كل إيداع في آخره وتؤخذ كل دفعة من أوله.
trace-words-lifo = الأخير دخولًا الأول خروجًا: تأخذ الدفعة أحدث مال في الحساب أولًا. وتصل الأجزاء إلى المستفيد بالترتيب الذي كانت عليه عند الدافع.
trace-words-pro-rata = بالتناسب: تأخذ الدفعة من كل مطالبة: الدفعة × جزء المطالبة ÷ الرصيد قبلها. بوحدات صحيحة مقرّبة إلى الأسفل، وتُعطى الوحدات الناقصة واحدة لكل من أكبر البواقي، المطالبات بترتيبها ثم باقي الحساب.
trace-words-lowest-balance = أدنى رصيد: تأخذ الدفعة المال غير المتتبَّع أولًا، ولا يخرج المال المتتبَّع إلا بعد نفاده. ولا يُحيي المال الخاص اللاحق مطالبةً.
trace-words-taint-first = الملوّث أولًا: تأخذ الدفعة المال المتتبَّع أولًا، موزّعًا على المطالبات بالتناسب.
trace-words-poison = السمّ: من أول إيداع متتبَّع حتى يصير الرصيد صفرًا يُعدّ الحساب كله وكل دفعة متتبَّعين. حدٌّ أعلى للبحث.
trace-poison-warning = السمّ يتجاوز المسروق بحكم تعريفه. لا يبيّن أبدًا مبلغًا يُسترد ولا يمكن اعتماده.
trace-shortfall-words = إذا تجاوزت الدفعة الرصيد يُضاف المال الناقص قبلها مباشرة على أنه غير متتبَّع: خلف الجميع في «الأول فالأول»، وفوقهم في «الأخير فالأول».
trace-known = أين تُعرف القاعدة
trace-known-version = الإصدار { $version } من هذه الصفوف
trace-known-place = المكان
trace-known-authority = حكم أو قانون أو بحث
trace-known-verified = التحقق
trace-verified = قُرئ في مصدره
trace-not-verified = لم يُتحقَّق منه
trace-known-note = اسم لا مشورة: القاعدة الواجبة التطبيق تقررها المحكمة.
trace-steps = كل خطوة
trace-steps-words = تستند كل خطوة إلى تحويل واحد في الملف. مما كان لدى الدافع قبله تعطي القاعدةُ ما يحمله، والسطر تحت الجدول هو الحساب اليدوي.
trace-pays = يدفع إلى
trace-before = الدافع قبلها
trace-after = الدافع بعدها
trace-payee-after = المستفيد بعدها
trace-carried = تحمل هذه الدفعة
trace-of-which = لمن، أو بأي ترتيب
trace-never-tainted = لا مال متتبَّع حتى الآن
trace-stolen-here = سُرق بهذا التحويل
trace-missing = ناقص في البيانات، أُضيف قبلها
trace-converted = يصل بمبلغ
trace-unstated = حُوّل إلى عملة أخرى بلا مبلغ مبيَّن: ينتهي التتبع هنا
trace-stop-at = لم يُتتبَّع بعد
trace-stop-minimum = دفعات دون الحد الأدنى
trace-stop-conversion = تحويل العملة
trace-first-by = أول تحويل جلبه
trace-again = إعادة التنفيذ
trace-again-words = الملف نفسه مع هذه الكلمات يعطي الأرقام نفسها. ‏FILE هو الملف ذو بصمة SHA-256 أعلاه.
trace-request-note = مُلئ من التتبع المعتمد. الخسارة محسوبة في القضية الأولى: أخبر الضابط الثاني، وتحقق من الحساب والمصرف قبل التقديم.
trace-request-facts = تُتبِّع في القضية { $reference } وفق قاعدة { $rule }: ما زال { $amount } في هذا الحساب، جلبه أولًا التحويل { $transfer } في { $time } (الملف { $file }، SHA-256 { $sha }). الخسارة محسوبة في { $reference }.
traces-title = التتبعات
traces-lead = كشف أو ملف تحويلات محفوظ هنا يُتتبَّع وفق كل قاعدة. ولا ينقل شيئًا حتى يعتمد ضابط أحد التتبعات.
traces-in-force = التتبع المعتمد لهذه القضية
traces-adopted-by = اعتمده
traces-see = انظر
traces-standing-link = أين يوجد المال
traces-print = بيان للطباعة
traces-print-each = بيانات للطباعة:
traces-files = الملفات المحفوظة
traces-file = الملف
traces-number = الملف { $n }
traces-kept = حفظه
traces-with-balances = مع الأرصدة
traces-state-kept = أعمدة تنتظر التأكيد
traces-state-traced = متتبَّع، غير معتمد
traces-state-adopted = معتمد
traces-drop = تتبّع ملفًا آخر
traces-drop-file = تحويلات أو كشف
traces-drop-hint = ملف CSV حتى 12 ميغابايت، اختره أو أفلته هنا. يُحفظ مشفّرًا مع هذه القضية.
traces-drop-balances = الأرصدة الافتتاحية
traces-drop-balances-hint = إن وُجدت: قائمة حسابات وأرصدة.
traces-keep = احفظ وانظر إلى الأعمدة
traces-columns-title = تأكيد الأعمدة
traces-columns-lead = هكذا سيُقرأ الملف. لا يُتتبَّع شيء حتى تؤكد ذلك وتقول ما سُرق.
traces-columns-again = غيّر طريقة قراءة الملف
traces-unread = لا يمكن قراءة الملف هكذا. سمِّ الأعمدة أو نحِّ السطور المعيبة ثم انظر مجددًا.
traces-preview = التحويلات الأولى
traces-set-title = التأكيد
traces-set-claims = التحويلات المسروقة
traces-set-claims-hint = معرّف في كل سطر، أو ‏ID=AMOUNT إذا سُرق جزء فقط. وبلا عمود معرّفات: رقم سطر البيانات.
traces-set-columns = الأعمدة
traces-set-columns-hint = فقط إذا أخطأ التخمين: ‏id=…,time=…,from=…,to=…,amount=…,currency=…
traces-set-currency = العملة
traces-set-currency-hint = للتتبع وللسطور التي لا تذكر عملة.
traces-set-scale = الخانات العشرية
traces-set-scale-hint = للمبالغ.
traces-set-more = نقاط التوقف والحد الأدنى والنهاية والتقاء المطالبات
traces-set-stops = توقّف عند هذه الحسابات
traces-set-stops-hint = حساب في كل سطر. ويُبيَّن ما ينتهي عنده.
traces-set-minimum = تتبّع ابتداءً من هذا المبلغ
traces-set-minimum-hint = تُحسب الدفعات الأصغر ولا تُتتبَّع.
traces-set-until = حتى
traces-set-until-hint = كما يكتب الملف أوقاته، وهذا الوقت داخل.
traces-set-meeting = حيث تلتقي المطالبات
traces-set-meeting-hint = من يحتفظ بوحدة يطالب بها ضحيتان.
traces-set-lenient = نحِّ السطور المعيبة وأبلغ عنها
traces-look = انظر مجددًا
traces-confirm = أكّد وتتبّع
traces-confirm-note = يسجل السجل بصمة الملف ومن أكّده، ولا يسجل حسابًا أبدًا.
traces-title-one = تتبّع الملف المحفوظ
traces-adopt-title = اعتماد تتبّع
traces-adopt-lead = فعلٌ منك يُسجَّل: يصبح من حينه التتبع المعتمد للقضية. وتبقى السابقة في السجل. ولا يمكن اعتماد السمّ.
traces-adopt-rule = وفق أي قاعدة
traces-adopt-grounds = لماذا هذه القاعدة
traces-adopt-grounds-hint = القانون أو المحكمة أو الأمر الذي يطبقها. يُحفظ مختومًا.
traces-adopt = اعتمد هذا التتبع
traces-standing = أين يوجد المال الآن
traces-request = الطلب
traces-asked = طُلب
traces-not-asked = لم يُطلب قط
traces-outside = خارج التفويض:
traces-too-little = أقل مما يلاحقه التفويض.
traces-tell-call = اذكره في ورقة الاتصال للطلب
traces-ask = طلب جديد لهذا الحساب
trace-refusal-case-withdrawn = سُحبت القضية: لا يُتتبَّع فيها شيء ولا يُعتمد.
trace-refusal-file-kept-already = القضية تحفظ هذا الملف بالفعل.
trace-refusal-trace-in-force = يستند التتبع المعتمد إلى قراءة هذا الملف. اعتمد تتبعًا آخر قبل تغييرها.
trace-refusal-trace-changed = تغيّر التتبع منذ نظرت إليه: انظر مجددًا.
trace-refusal-poison-is-a-bound = السمّ حدٌّ أعلى للبحث لا مبلغ: اعتمد تتبّع قاعدة أخرى.
trace-refusal-nothing-traced = لم يجد التتبع شيئًا: لا مال مطالَبًا به فيه.
trace-refusal-sums-do-not-add-up = مبالغ هذا التتبع لا تتطابق ولا يمكن اعتماده.
trace-refusal-more-than-lost = تتجاوز المطالبات ما سُرق في هذه القضية.
trace-refusal-already-adopted = هذا هو التتبع المعتمد للقضية بالفعل.
trace-refusal-grounds-missing = بيّن لماذا تنطبق هذه القاعدة.
trace-refusal-missing-columns = بعض الأعمدة غير موجودة. سمِّها.
trace-refusal-bad-line = سطر لا يمكن قراءته.
trace-refusal-no-claim = بيّن أي تحويل سُرق.
trace-refusal-unknown-transfer = لا تحويل في الملف بهذا المعرّف.
trace-refusal-claim-too-large = تتجاوز المطالبة تحويلها.
trace-more-accounts = { $n ->
    [one] وحساب آخر
    [two] وحسابان آخران
    [few] و{ $n } حسابات أخرى
   *[other] و{ $n } حسابًا آخر
}
trace-more-chunks = { $n ->
    [one] وجزء آخر
    [two] وجزآن آخران
    [few] و{ $n } أجزاء أخرى
   *[other] و{ $n } جزءًا آخر
}
trace-steps-omitted = { $n ->
    [one] قيد واحد لم يُطبع: تقود هذه الخطوات إلى أكبر الحائزين.
    [two] قيدان لم يُطبعا: تقود هذه الخطوات إلى أكبر الحائزين.
    [few] { $n } قيود لم تُطبع: تقود هذه الخطوات إلى أكبر الحائزين.
   *[other] { $n } قيدًا لم يُطبع: تقود هذه الخطوات إلى أكبر الحائزين.
}
traces-never-asked = { $n ->
    [0] طُلب كل حساب ما زال فيه مال متتبَّع.
    [one] حساب واحد ما زال فيه مال متتبَّع ولم يُطلب قط.
    [two] حسابان ما زال فيهما مال متتبَّع ولم يُطلبا قط.
    [few] { $n } حسابات ما زال فيها مال متتبَّع ولم تُطلب قط.
   *[other] { $n } حسابًا ما زال فيها مال متتبَّع ولم تُطلب قط.
}
