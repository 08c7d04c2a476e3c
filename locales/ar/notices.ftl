notices-title = النشرات
notices-lead = طلب نشرة إلى جانب كل قاعدة يجب أن يستوفيها. هذه القواعد نموذج تعتمده المنظمة سطرًا سطرًا.
notices-request = الطلب
notices-request-hint = ملف JSON، أفلته هنا.
notices-check = تحقق
notices-publishable = يجوز نشره.
notices-needs-review = يجب أن يحكم شخص قبل المتابعة.
notices-incomplete = غير مكتمل.
notices-refused = مرفوض.
notices-findings = النتائج
notices-rulebook = مجموعة القواعد: { $version }
notices-row = السطر
notices-article = المادة
notices-field = الحقل
notices-says = ما الخطأ وما العمل
notices-check-title = فحص طلب
notices-file = تقديم هذا الطلب
notices-new = طلب نشرة
notices-model = القواعد { $version }: نموذج يُعتمد سطرًا سطرًا.
notices-desk = بانتظار المراجعة ({ $count })
notices-all = جميع النشرات ({ $count })
notices-to-purge = مسحوبة: احذف نسختك وأكّد ({ $count })
notices-in-force = سارية هنا ({ $count })
notices-own = طلبها مكتبك ({ $count })
notices-none = لا شيء.
notices-number = الرقم
notices-kind = النوع
notices-owner = الجهة الطالبة
notices-state = الحالة
notices-published = تاريخ النشر
notices-kind-red = نشرة حمراء
notices-kind-blue = نشرة زرقاء
notices-kind-green = نشرة خضراء
notices-kind-yellow = نشرة صفراء
notices-kind-black = نشرة سوداء
notices-kind-orange = نشرة برتقالية
notices-kind-purple = نشرة بنفسجية
notices-kind-silver = نشرة فضية
notices-kind-un = نشرة خاصة بالأمم المتحدة
notices-kind-art = عمل فني مسروق
notices-state-draft = مسودة
notices-state-submitted = مقدَّمة
notices-state-screening = قيد الفحص
notices-state-legal-review = مراجعة قانونية
notices-state-information-requested = سؤال بانتظار الجواب
notices-state-refused = مرفوضة
notices-state-approved = موافق عليها ولم تُنشر بعد
notices-state-translating = قيد الترجمة
notices-state-published = سارية
notices-state-suspended = معلَّقة
notices-state-blocked = محجوبة
notices-state-withdrawn = مسحوبة من مصدرها
notices-state-cancelled = ملغاة
notices-state-deleted = محذوفة
notices-state-expired = منتهية
notices-state-destroyed = أُتلفت
notices-state-recalled = مستدعاة
notices-grounds = الأسباب:
notices-no-arrest = لا توقيف استنادًا إلى هذا وحده: اذكر أساسًا في القانون الوطني.
notices-legal-value = القيمة القانونية هنا
notices-legal-unknown = غير معروفة: اسأل مكتبك
notices-age = نُشرت
notices-warrant-confirmed = تأكيد أمر التوقيف
notices-addendum = ملحق
notices-text = النص
notices-revision = مراجعة
notices-show-request = عرض الطلب
notices-questions = أسئلة
notices-unanswered = لا جواب بعد.
notices-approvals = الموافقات: { $n } من 2.
notices-hit = تطابق لدى
notices-hit-opened = تطابق
notices-hit-source-asked = سُئل المصدر
notices-hit-verified = أكده المصدر
notices-hit-located = حُدد مكانه
notices-hit-arrested = أوقف
notices-hit-extradition-asked = طُلب التسليم
notices-hit-papers-due = الوثائق منتظرة
notices-hit-surrendered = سُلِّم
notices-hit-extradition-refused = رُفض التسليم
notices-hit-released = أُطلق سراحه
notices-hit-not-the-same = شخص آخر أو بيانات قديمة
notices-hit-closed = أُغلق
notices-copies = مكتبًا تسلمها
notices-outstanding = لم يؤكد الحذف
notices-all-purged = أكدت جميع المكاتب الحذف.
notices-acts = إجراءات
notices-nr = رقم
notices-outcome = النتيجة
notices-outcome-compliant = متوافق
notices-outcome-not-compliant = غير متوافق
notices-outcome-question = سؤال
notices-outcome-purpose-achieved = تحقق الغرض
notices-outcome-other = أخرى
notices-fields = الحقول، واحد في كل سطر
notices-items = نموذج الحكم: سطر «الاسم: النتيجة» لكل بند
notices-words = النص
notices-act-submit = تقديم
notices-act-amend = استبدال الطلب
notices-act-ask-question = سؤال الطالب
notices-act-answer-question = الإجابة عن السؤال
notices-act-rule = تسجيل حكم
notices-act-approve = موافقة
notices-act-refuse = رفض بموجب هذه المادة
notices-act-begin-translation = بدء الترجمة
notices-act-set-text = إدخال النص
notices-act-check-text = قارنتُ النص
notices-act-publish = النشر لجميع المكاتب المخولة
notices-act-withdraw = سحب
notices-act-confirm-receipt = تأكيد الاستلام
notices-act-confirm-purge = حذفنا نسختنا
notices-open = افتح النشرة
notices-new-title = طلب نشرة
notices-edit-title = تعديل الطلب
notices-edit = تعديل الطلب
notices-submit = إرسال للمراجعة
notices-save-draft = حفظ كمسودة
notices-whole-file = أو الصق ملف طلب كاملاً
notices-declared = أصرّح بأن البيانات دقيقة ومشروعة ويجوز معالجتها.
notices-files-later = تُرفق الصور وأمر القبض بالمسودة.
notices-ready = { $ready } من { $of } جاهز
notices-refused-because = سيُرفض للأسباب التالية
notices-missing = ما زال ناقصاً
notices-rulings-to-come = يبتّ شخص لاحقاً في الصفوف { $rows }.
notices-hint-list = تفصل بينها فواصل
notices-hint-penalty = مثل 6y أو 2y 3m أو 180d أو life
notices-hint-date = ⁦2026⁩ أو ⁦2026-11⁩ أو ⁦2026-11-30⁩
notices-row-nr = الصف { $n }
notices-question-nr = السؤال { $n }
notices-answered = صفوف تسأل فقط: أجيب عنها
notices-question = السؤال
notices-answer = الجواب
notices-answer-due = للجواب
notices-urgent = إصدار عاجل قبل اكتمال النصوص: الأسباب
notices-until = حتى
notices-reason = السبب
notices-why-kept = لماذا ما زالت لازمة
notices-warrant-checked = جرى التحقق من أمر القبض وهو سارٍ
notices-warrant-answer = هل ما زال أمر القبض سارياً؟
notices-warrant-stands = سارٍ
notices-warrant-revoked = أُلغي
notices-warrant-time-barred = تقادمت القضية
notices-warrant-served = نُفذت العقوبة أو حوكم الشخص
notices-seal-from-owner = تُحجب عن الطالب
notices-sealed-from-owner = لا تُعرض على الطالب
notices-bureaus = المكاتب
notices-broken-rows = صفوف لم تعد مستوفاة
notices-silent-days = أيام بلا جواب
notices-ruled = بتتُّ فيها
notices-second = الشخص الثاني
notices-act-propose-update = اقتراح تحديث
notices-act-approve-update = الموافقة على التحديث
notices-act-reject-update = رفض التحديث
notices-act-add-addendum = إضافة ملحق
notices-act-suspend = تعليق
notices-act-resume = استئناف
notices-act-block = حجبها أثناء الفحص
notices-act-unblock = رفع الحجب
notices-act-delete = تقرير حذفها
notices-act-restrict = استبعاد مكاتب
notices-act-lift-restriction = إعادة السماح لمكاتب
notices-act-answer-warrant = الجواب عن أمر القبض
notices-act-answer-retention = الجواب عن الاحتفاظ بها
notices-act-cancel = إلغاؤها
notices-act-destroy = إتلاف محتواها
notices-act-except = النشر بموجب شرط الاستثناء
notices-approve-protected = الموافقة على بيانات { $ground }
notices-ground-minor = قاصر
notices-ground-victim = ضحية
notices-ground-witness = شاهد
notices-ground-deceased = متوفى
notices-ground-sensitive-data = أمور حساسة
notices-lifts = الصفوف المرفوعة
notices-office = منصب المسؤول
notices-consulted = استُشير الطالب في
notices-importance = الأهمية الخاصة كتابةً
notices-end-purpose-achieved = تحقق الغرض
notices-end-warrant-revoked = أُلغي أمر القبض
notices-end-time-barred = تقادم
notices-end-deceased = توفي الشخص
notices-end-ne-bis-in-idem = حوكم على الأفعال نفسها
notices-end-other = سبب آخر كتابةً
notices-end-art83 = شروط النوع غير مستوفاة
notices-end-art2 = حقوق الإنسان
notices-end-art3 = طابع سياسي أو عسكري أو ديني أو عنصري
notices-end-ncb-no-answer = لم يجب المصدر
notices-end-ncb-inactive-after-location = لم يتحرك المصدر بعد تحديد المكان
notices-end-superfluous = نشرة أخرى تقول الشيء نفسه
notices-of-update = التحديث المقترح
notices-nothing-open = لا شيء مفتوح.
notices-met = المستوفاة: { $n }
notices-outcome-refused = مرفوض
notices-outcome-missing = ناقص
notices-outcome-ruling = يحتاج إلى شخص
notices-outcome-asks = يسأل
notices-outcome-warns = ملاحظة
notices-sources = المصادر المقروءة
notices-sources-hint = روابط تفصل بينها فواصل
notices-ruling-grounds = أسباب القرار
notices-item-nature-of-offence = طبيعة الجرم
notices-item-status-of-person = صفة الشخص
notices-item-identity-of-source = هوية المصدر
notices-item-position-of-others = موقف مكتب أو كيان آخر
notices-item-international-duties = الالتزامات بموجب القانون الدولي
notices-item-effect-on-neutrality = الأثر في الحياد
notices-item-general-context = السياق العام
notices-item-fair-trial = محاكمة عادلة
notices-item-torture-risk = خطر التعذيب
notices-item-authoritative-findings = استنتاجات المحاكم والهيئات
notices-item-proportionality = التناسب
notices-who-ruled = من بتّ
notices-refusal-proposed = اقترح الرفض
notices-seen-before = هل سبق أن وردت؟
notices-not-seen-before = لا رفض ولا حذف سابق بأي لون أو كتعميم أو برقم آخر.
notices-same-by = المتطابق:
notices-mark-name-and-birth = الاسم وتاريخ الميلاد
notices-mark-document = الوثيقة
notices-mark-warrant = أمر القبض
notices-mark-biometric = مرجع بيومتري
notices-constitutional = أسباب تتعلق بالنظام الأساسي
notices-purge-now = سُحبت هذه النشرة. امحُ كل نسخة وأكّد.
notices-purge-due = للتأكيد
notices-suspended-until = معلّقة حتى { $day }.
notices-silence = لم يقل المصدر إن كان أمر القبض سارياً. جوابه يعيدها.
notices-nobody-sees = لا يرى هذا الطلب أي مكتب آخر. يظهر حين يوافق عليه شخصان.
notices-value-provisional-arrest = تجيز التوقيف المؤقت
notices-value-warrant-needed = يلزم أولاً أمر وطني
notices-value-locate = تحديد المكان والإبلاغ دون توقيف
notices-not-verified = غير متحقق منه
notices-addendum-extradition-refused = رفضت دولة تسليم هذا الشخص إلى الطالب. اسأل الأمانة قبل التصرف.
notices-proposed = التحديث المقترح
notices-in-ar = العربية
notices-in-en = الإنجليزية
notices-in-fr = الفرنسية
notices-in-es = الإسبانية
notices-translate = كتابة النصوص ومقارنتها
notices-text-missing = ناقص
notices-text-stale = أقدم من مصدره
notices-text-to-compare = بانتظار المقارنة
notices-text-ready = جاهز
notices-compare-hint = قارنه بالطلب في هذه الصفحة. يؤكد مترجم غير كاتبه.
notices-attach = إرفاق ملف
notices-file-purpose = ما هو
notices-file-choose = الملف
notices-file-hint = PNG أو JPEG، ولأمر القبض PDF أيضاً؛ 5 ميبيبايت على الأكثر. يُحذف المكان والوقت والكاميرا.
notices-photograph = صورة
notices-warrant-copy = نسخة أمر القبض
notices-photographs = الصور وأمر القبض
notices-photograph-nr = الصورة { $n }
notices-save-file = حفظ الملف
notices-save-warrant = حفظ أمر القبض
notices-further = أيضاً:
notices-clocks = المهل
notices-living-warrant = يُسأل المصدر عن أمر القبض
notices-kept-until = تُحفظ حتى
notices-asked-now = سؤال مطروح: الصمت ينهيها.
notices-copies-title = النسخ
notices-received = أكدت الاستلام
notices-excluded = المستبعدة:
notices-holder = الحائز
notices-reminders = التذكيرات
notices-asked-since = مطلوب منذ
notices-clock = المهلة
notices-confirmed-of = أكد { $n } من { $of } المحو.
notices-recalls = عمليات السحب
notices-hits = الإصابات
notices-hits-none = لا إصابة بعد. تُفتح القضية هنا حين يجيب فحصٌ بنشرة.
notices-hit-at = الإصابة لدى
notices-hit-title = إصابة لدى { $bureau }
notices-report-hit = هل هذا الشخص أو الشيء أمامك؟
notices-report-hit-do = تحقق من المصدر قبل التصرف. للجواب مهلة.
notices-query-purpose = غرض الفحص
notices-purpose-border-control = مراقبة الحدود
notices-purpose-criminal-investigation = تحقيق جنائي
notices-purpose-document-check = فحص وثيقة
notices-purpose-identity-check = فحص هوية
notices-ask-source = اسأل المصدر
notices-record-hit = تسجيل الإصابة فقط
notices-notify = هل يجوز أن يعلم المصدر بالفحص؟
notices-notify-told = يُبلّغ المصدر فوراً
notices-notify-told-later = يُبلّغ المصدر لاحقاً
notices-notify-withheld = لا يُبلّغ المصدر
notices-notify-ground = السبب إن أُبلغ لاحقاً أو لم يُبلّغ
notices-notify-from = يُبلّغ من
notices-next-step = الخطوة التالية
notices-steps = ما حدث
notices-step-ask-source = اسأل المصدر
notices-step-source-answers = أجب
notices-step-record-urgency = سجّل لماذا لا يحتمل الانتظار
notices-step-locate = حُدد مكان الشخص
notices-step-arrest = الشخص موقوف
notices-step-ask-extradition = طلب التسليم
notices-step-await-papers = أُعلن عن الأوراق
notices-step-papers-received = وصلت الأوراق
notices-step-surrender = تم التسليم
notices-step-refuse-extradition = رُفض التسليم
notices-step-release = أُفرج عنه
notices-step-not-the-same = شخص آخر
notices-step-close = إغلاق مع النتيجة
notices-step-set-notify = تغيير الإبلاغ
notices-national-basis = الأساس في القانون الوطني
notices-ground-why = السبب
notices-same-person = هل هو الشخص المطلوب؟
notices-data-stands = هل ما زالت البيانات صحيحة؟
notices-outcome-owed = النتيجة مطلوبة
notices-hit-outcome-surrendered = سُلّم
notices-hit-outcome-extradition-refused = رُفض التسليم
notices-hit-outcome-released = أُفرج عنه
notices-hit-outcome-not-the-same = شخص آخر
notices-hit-outcome-data-outdated = بيانات قديمة
notices-hit-outcome-located-only = حُدد مكانه فقط
notices-clock-answer = للجواب
notices-clock-request = للطلب
notices-clock-papers = للأوراق
notices-clock-unknown = لا مهلة معروفة: اسأل
notices-rules-title = القواعد
notices-rules-exercise = هذا تمرين: كل صف يقرر، اعتُمد أم لا.
notices-rules-real = لا تقرر إلا الصفوف المعتمدة؛ وتسأل الأخرى أو تنبّه.
notices-adopted-of = اعتُمد { $n } من { $of } صفاً.
notices-says-row = ما ينص عليه
notices-who-decides = من يقرر
notices-by-machine = البرنامج
notices-by-person = شخص
notices-by-both = كلاهما
notices-from-day = من
notices-adoption = الاعتماد
notices-adopted = معتمد
notices-not-adopted = غير معتمد
notices-adoption-second = ينتظر قانونياً ثانياً
notices-adopt = اقتراح الاعتماد
notices-adopt-confirm = قارنت النص: اعتماد
notices-text-compared = النص الرسمي المقارن: العنوان والطبعة والفقرة
notices-sealed-title = وقائع مختومة
notices-sealed-lead = تسري فوراً على تنبيهات الدولة المعنية. لا رسالة ولا صفحة ولا ساعة تكشف لها من يعلم ماذا.
notices-sealed-facts = الوقائع
notices-sealed-none = لا واقعة مسجلة.
notices-sealed-what = الواقعة
notices-sealed-against = تسري على تنبيهات
notices-sealed-entered = سُجلت
notices-sealed-enter = تسجيل واقعة
notices-sealed-refugee-confirmed = صفة لاجئ مؤكدة
notices-sealed-extradition-refused = رُفض التسليم
notices-translations = الترجمات
notices-texts-none = لا نص مطلوب.
notices-last-act = آخر إجراء
notices-left-out = { $n } أقدم لا تظهر هنا.
notices-to-purge-none = لا شيء للمحو.
notices-own-none = لم يطلب مكتبكم أي نشرة بعد.
notices-in-force-none = لا نشرة سارية هنا.
notices-desk-none = لا طلب ينتظر المراجعة.
notices-all-none = لا نشرة بعد.
notices-kind-special = نشرة خاصة أخرى
notices-section-matter = المسألة
notices-section-person = الشخص
notices-section-case = القضية الجنائية
notices-section-warrant = أمر القبض والتسليم
notices-section-investigation = التحقيق
notices-section-threat = التهديد
notices-section-record = محضر الشرطة
notices-section-pattern = الأسلوب
notices-section-object = الشيء أو الحدث
notices-section-silver = الأصول
notices-section-listing = الإدراج أو الاتفاق
notices-section-safeguards = ضمانات الأشخاص المحميين والبيانات الحساسة
notices-f-channel = طريقة التعميم
notices-f-reference = مرجعكم
notices-f-purposes = الغرض
notices-f-recipients = متلقو التعميم
notices-f-countries-concerned = البلدان المعنية
notices-f-interest = لماذا يعني بلداناً أخرى
notices-f-sources-what = مصدر البيانات
notices-f-sources-date = تاريخ المصدر
notices-f-subject-family-name = اسم العائلة
notices-f-subject-forename = الاسم الأول
notices-f-subject-sex = الجنس
notices-f-subject-birth-date = الميلاد
notices-f-subject-birth-place = مكان الميلاد
notices-f-subject-nationalities = الجنسيات
notices-f-subject-status = الوضع القانوني
notices-f-subject-aliases = أسماء أخرى
notices-f-subject-other-scripts-family-name = اسم العائلة بكتابة أخرى
notices-f-subject-other-scripts-forename = الاسم الأول بكتابة أخرى
notices-f-subject-documents-type = الوثيقة
notices-f-subject-documents-number = رقم الوثيقة
notices-f-subject-documents-issuing-state = الدولة المصدرة كما هي مطبوعة
notices-f-subject-description-height-cm = الطول بالسنتيمتر
notices-f-subject-description-build = البنية
notices-f-subject-description-eyes = العينان
notices-f-subject-description-hair = الشعر
notices-f-subject-description-marks = العلامات المميزة
notices-f-subject-died-on = الوفاة
notices-f-case-mode = مطلوب من أجل
notices-f-case-facts = الوقائع بجمل قصيرة واضحة
notices-f-case-acts-what = ماذا فعل هذا الشخص
notices-f-case-acts-role = الدور
notices-f-case-acts-date = متى
notices-f-case-acts-place = أين
notices-f-case-offences-code = الجرم
notices-f-case-offences-charge = التهمة
notices-f-case-offences-law = النص القانوني
notices-f-case-offences-max-penalty = أقصى عقوبة
notices-f-case-sentence-imposed = العقوبة المحكوم بها
notices-f-case-sentence-remaining = المتبقي من العقوبة
notices-f-case-warrant-number = رقم أمر القبض
notices-f-case-warrant-authority = المحكمة أو النيابة
notices-f-case-warrant-authority-competent = هل كانت مختصة؟
notices-f-case-warrant-issued-on = تاريخ الإصدار
notices-f-case-warrant-expires-on = تاريخ الانتهاء
notices-f-case-warrant-last-confirmed-on = آخر تأكيد
notices-f-case-warrant-copy-forbidden-by = القانون الذي يمنع النسخة
notices-f-extradition-will-be-sought = هل سيُطلب التسليم؟
notices-f-extradition-coordinated = هل نُسّق مع سلطات التسليم؟
notices-f-extradition-excluded-countries = باستثناء هذه البلدان
notices-f-investigation-reference = مرجع التحقيق
notices-f-investigation-information-wanted = المطلوب معرفته
notices-f-threat-description = ما الذي يهدد ومن
notices-f-threat-assessed-by = السلطة التي قيّمته
notices-f-threat-grounds = إدانات أو أسباب أخرى
notices-f-threat-imminent = هل هو وشيك؟
notices-f-police-record-recorded-on = سجلته الشرطة في
notices-f-police-record-whereabouts-unknown = هل يُجهل مكان الشخص؟
notices-f-police-record-privacy-law-allows = هل يسمح قانون الخصوصية بالبحث؟
notices-f-pattern-description = كيف يعمل
notices-f-pattern-serious-crime = الجريمة الخطيرة التي يخدمها
notices-f-pattern-countries-interested = البلدان المهتمة
notices-f-object-description = كيف يبدو
notices-f-object-unique-features = ما يميزه
notices-f-object-considerable-value = هل قيمته كبيرة؟
notices-f-object-theft-recorded-on = سُجلت السرقة في
notices-f-silver-person-investigated = هل يُحقق مع شخص طبيعي؟
notices-f-silver-coercive = هل يُطلب إجراء قسري؟
notices-f-silver-assets = الأصول المطلوبة
notices-f-entity-name = الكيان
notices-f-un-reference = مرجع الأمم المتحدة
notices-f-un-resolution = القرار
notices-f-agreement-reference = الاتفاق
notices-f-safeguards-necessity = لماذا تلزم البيانات
notices-f-safeguards-care = كيف يُعامل الشخص عند العثور عليه
notices-word-yes = نعم
notices-word-no = لا
notices-word-notice = نشرة للجميع
notices-word-diffusion = تعميم على مكاتب مختارة
notices-word-f = أنثى
notices-word-m = ذكر
notices-word-x = غير محدد
notices-word-u = غير معروف
notices-word-prosecution = المحاكمة
notices-word-sentence = تنفيذ عقوبة
notices-word-principal = فاعل
notices-word-accomplice = شريك
notices-word-organiser = منظم
notices-word-instigator = محرض
notices-word-member = عضو في جماعة
notices-word-extradition = تسليم المجرمين
notices-word-surrender = تقديم
notices-word-similar-lawful-action = إجراء قانوني مماثل
notices-word-locate = تحديد المكان
notices-word-identify = تحديد الهوية
notices-word-obtain-information = الحصول على معلومات
notices-word-warn = تحذير
notices-word-locate-missing = العثور على مفقود
notices-word-identify-person = تحديد هوية شخص
notices-word-identify-body = تحديد هوية جثة
notices-word-give-method = الإبلاغ عن أسلوب
notices-word-seek-method = السؤال عن أسلوب
notices-word-warn-imminent = التحذير من تهديد وشيك
notices-word-locate-work = العثور على عمل فني
notices-word-identify-work = تحديد عمل فني
notices-word-inform-sanctions = الإبلاغ عن جزاءات
notices-word-as-agreed = حسب الاتفاق
notices-word-locate-assets = تحديد مكان الأصول
notices-word-identify-assets = تحديد الأصول
notices-word-asset-information = معلومات عن الأصول
notices-word-monitor-assets = مراقبة الأصول
notices-word-accused = متهم
notices-word-charged = موجهة إليه التهمة
notices-word-convicted = محكوم عليه
notices-word-suspect = مشتبه به
notices-word-witness = شاهد
notices-word-victim = ضحية
notices-word-unidentified = مجهول الهوية
notices-word-person-of-concern = شخص مثير للقلق
notices-word-missing = مفقود
notices-word-deceased = متوفى
notices-word-life = مدى الحياة
notices-word-death = الإعدام
notices-f-subject = الشخص
notices-f-case = القضية الجنائية
notices-f-case-acts = أفعال الشخص
notices-f-case-offences = التهم
notices-f-case-warrant = أمر القبض
notices-f-sources = المصادر
notices-f-declaration = التصريح
notices-f-extradition = التسليم
notices-f-subject-photographs = الصورة
notices-word-passport = جواز سفر
notices-word-identity-card = بطاقة هوية
notices-word-driving-licence = رخصة قيادة
notices-word-visa = تأشيرة
notices-word-residence-permit = تصريح إقامة
notices-word-other = غير ذلك
notices-word-listed = مدرج
notices-sentence-desk = { $n ->
    [0] لا طلب ينتظر المراجعة.
    [one] طلب واحد ينتظر المراجعة.
    [two] طلبان ينتظران المراجعة.
    [few] { $n } طلبات تنتظر المراجعة.
   *[other] { $n } طلباً ينتظر المراجعة.
}
notices-sentence-purge = { $n ->
    [one] نشرة مسحوبة واحدة لم تُمحَ هنا بعد.
    [two] نشرتان مسحوبتان لم تُمحيا هنا بعد.
    [few] { $n } نشرات مسحوبة لم تُمحَ هنا بعد.
   *[other] { $n } نشرة مسحوبة لم تُمحَ هنا بعد.
}
notices-sentence-force = { $n ->
    [0] لا نشرة لغيركم سارية هنا.
    [one] نشرة واحدة لغيركم سارية هنا.
    [two] نشرتان لغيركم ساريتان هنا.
    [few] { $n } نشرات لغيركم سارية هنا.
   *[other] { $n } نشرة لغيركم سارية هنا.
}
notices-sentence-hits = { $n ->
    [0] لكل إصابة نتيجتها.
    [one] إصابة واحدة تنتظر نتيجتها.
    [two] إصابتان تنتظران نتيجتيهما.
    [few] { $n } إصابات تنتظر نتائجها.
   *[other] { $n } إصابة تنتظر نتيجتها.
}
notices-sentence-recalls = { $n ->
    [0] أكد كل حائز كل محو.
    [one] عملية سحب واحدة لم يؤكدها الجميع بعد.
    [two] عمليتا سحب لم يؤكدهما الجميع بعد.
    [few] { $n } عمليات سحب لم يؤكدها الجميع بعد.
   *[other] { $n } عملية سحب لم يؤكدها الجميع بعد.
}
notices-sentence-texts = { $n ->
    [0] لكل نشرة نصوصها الأربعة.
    [one] نشرة واحدة تنتظر نصوصاً.
    [two] نشرتان تنتظران نصوصاً.
    [few] { $n } نشرات تنتظر نصوصاً.
   *[other] { $n } نشرة تنتظر نصوصاً.
}
notices-open-findings = { $n ->
    [one] نتيجة واحدة مفتوحة: الموافقة تنتظرها.
    [two] نتيجتان مفتوحتان: الموافقة تنتظرهما.
    [few] { $n } نتائج مفتوحة: الموافقة تنتظرها.
   *[other] { $n } نتيجة مفتوحة: الموافقة تنتظرها.
}
notices-unit-y = { $n ->
    [one] سنة
    [two] سنتان
    [few] { $n } سنوات
   *[other] { $n } سنة
}
notices-unit-m = { $n ->
    [one] شهر
    [two] شهران
    [few] { $n } أشهر
   *[other] { $n } شهراً
}
notices-unit-d = { $n ->
    [one] يوم
    [two] يومان
    [few] { $n } أيام
   *[other] { $n } يوماً
}
notices-days = { $n ->
    [0] اليوم
    [one] قبل يوم
    [two] قبل يومين
    [few] قبل { $n } أيام
   *[other] قبل { $n } يوماً
}
