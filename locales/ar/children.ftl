children-title = الأطفال
children-lead = صور معروفة تُكتشف ببصمتها. لا تُستلم أي صورة أو فيديو أو أرشيف أبدًا: احسب البصمة في مكانها وأرسل البصمة وحدها.
children-match-title = هل هي معروفة؟
children-hashes = البصمات
children-hint = بصمة في كل سطر: أرقام ست عشرية ثم الجودة واسم من عندك إن شئت. PDQ وMD5 وSHA-1 وSHA-256 وPhotoDNA.
children-hash-file = أو ملف بصمات
children-hash-file-hint = نص، بصمة في كل سطر، أو ما طبعته أداة الحساب.
children-hasher = تعمل أداة الحساب في مكتبك:
children-match = قارن
children-none = لا توجد صورة معروفة بينها.
children-leads = { $n ->
    [0] لا خيوط
    [one] خيط واحد
    [two] خيطان
    [few] { $n } خيوط
   *[other] { $n } خيطًا
}
children-lead-worth = التطابق خيط وليس دليلًا: انظر من يشهد له، ثم اتصل.
children-featureless = { $n ->
    [one] استُبعد تشابه واحد: صورة قليلة الملامح.
    [two] استُبعد تشابهان: صور قليلة الملامح.
    [few] استُبعدت { $n } تشابهات: صور قليلة الملامح.
   *[other] استُبعد { $n } تشابهًا: صور قليلة الملامح.
}
children-file = ملفك
children-record = القائمة والسجل
children-distance = الفارق بالبت
children-standing = الاعتماد
children-standing-reported = مبلَّغ عنها فقط
children-standing-confirmed = مؤكدة
children-standing-trusted = موثوقة
children-standing-disputed = محل خلاف
children-confirmed-by = أكدها
children-series-known = السلسلة معروفة
children-series = السلسلة
children-victim = هوية الضحية معروفة
children-offender = هوية الجاني معروفة
children-distributed = متداولة
children-call = اتصل بـ
children-yes = نعم
children-no = لا
children-not-said = غير مذكور
children-gravest = من الأخطر
children-gravest-list = قائمة الأخطر
children-gravest-criteria = إجراء مستقل عن كل تصويت: طفل حقيقي، وعمر ظاهر دون { $age }، وفعل جسيم، بتقييم من { $countries } من الدول. لم تُطابق المعايير بعد بالنص الأصلي.
children-assessed-by = قيّمها
children-real-child = طفل حقيقي
children-severe = اعتداء جسيم
children-age = العمر الظاهر بالسنوات
children-assess = قيّم
children-strike = احذف من قائمة الأخطر
children-caution-featureless-picture = ملامح قليلة جدًا
children-caution-quality-unknown = الجودة غير معروفة
children-caution-beyond-advised-distance = أبعد من المسافة الموصى بها
children-caution-disputed = هناك من يعترض عليها
children-caution-unconfirmed = لم يؤكدها أحد
children-words = ما الذي حدث
children-words-hint = مختوم، لا تقرؤه إلا المكاتب المعنية.
children-imminent = طفل في خطر الآن
children-open-report = أبلغ المكاتب المعنية
children-report = البلاغ
children-reports = البلاغات
children-no-reports = لا بلاغات بعد.
children-report-count = { $ours } منا، و{ $others } وردت إلينا.
children-report-of = بلّغ عنه المكتب { $bureau }
children-queue = الطابور
children-queue-imminent = خطر داهم
children-queue-child = حماية الطفل
children-opened = فُتح
children-closed = مغلق
children-close = أغلق البلاغ
children-from = من
children-concerned = أُحيل إلى
children-duty-desk = مكتب المناوبة
children-told = أُبلغ فورًا
children-outcome = النتيجة
children-outcome-in-hand = قيد العمل
children-outcome-series-known = سلسلة معروفة، لا جديد
children-outcome-victim-known = الضحية معروفة من قبل
children-outcome-victim-identified = عُرفت الضحية بهذا
children-outcome-offender-identified = عُرف الجاني بهذا
children-outcome-not-the-same = ليست المادة نفسها
children-no-answer = لا رد بعد
children-answer = أجب
children-waiting = { $n ->
    [one] بلاغ واحد عن طفل ينتظر مكتبك.
    [two] بلاغان عن أطفال ينتظران مكتبك.
    [few] { $n } بلاغات عن أطفال تنتظر مكتبك.
   *[other] { $n } بلاغًا عن أطفال ينتظر مكتبك.
}
children-compared = { $n ->
    [one] قورن ملف واحد،
    [two] قورن ملفان،
    [few] قورنت { $n } ملفات،
   *[other] قورن { $n } ملفًا،
}
children-lists = القوائم
children-no-lists = لا قوائم بعد. أدخل واحدة أدناه.
children-list = القائمة
children-list-of = قائمة المكتب { $bureau }.
children-list-records = { $n ->
    [0] لا سجلات قائمة.
    [one] سجل واحد قائم.
    [two] سجلان قائمان.
    [few] { $n } سجلات قائمة.
   *[other] { $n } سجلًا قائمًا.
}
children-source = المصدر
children-yours = لكم
children-records = السجلات
children-withdrawn = المسحوبة
children-holders = نسخ لدى
children-region = المنطقة
children-import = أدخل قائمة
children-list-name = اسم القائمة
children-format = الصيغة
children-algorithm = الخوارزمية (للقوائم البسيطة)
children-list-file = الملف
children-list-text = أو نصه
children-take-over = أدخل
children-taken-added = أُضيف
children-taken-changed = تغيّر
children-taken-unchanged = لم يتغيّر
children-taken-older = أقدم مما هو قائم
children-taken-withdrawn = سُحب
children-left-out = تُرك:
children-more = سجلات أخرى
children-to-purge = { $n ->
    [one] سُحب سجل واحد بعد نسختك: احذفه.
    [two] سُحب سجلان بعد نسختك: احذفهما.
    [few] سُحبت { $n } سجلات بعد نسختك: احذفها.
   *[other] سُحب { $n } سجلًا بعد نسختك: احذفها.
}
children-purged = حُذفت من نسختنا
children-purged-until = السحوبات منفذة حتى
children-copies = النسخ
children-copies-lead = من يأخذ نسخة يُبلَّغ بكل سحب ويقول متى نفّذه في نسخته.
children-bureau = المكتب
children-handed-out = سُلّمت
children-export = خذ نسخة (VICS 2.0)
children-prints = البصمات
children-grade = تصنيف المصدر
children-when = متى
children-facts = ما يقوله المصدر
children-quality = الجودة
children-not-matched = محفوظة، لا تُقارن هنا
children-contributed = قدّمها
children-votes = الأصوات
children-no-votes = لا أصوات بعد.
children-vote = صوّت
children-say-confirms = يؤكد بتقييمه الخاص
children-say-relies = يعتمد على
children-say-disputes = يعترض
children-say-rejects = لا مكان لها في القائمة
children-say-takes-back = يسحب كلامه
children-reason = السبب (للاعتراض أو الرفض أو السحب)
children-withdraw = اسحب السجل
children-withdraw-note = لا يطابق شيئًا بعد ذلك، ويُطلب من كل حامل نسخة أن يحذفه.
children-is-withdrawn = سحب المصدر هذا السجل.
