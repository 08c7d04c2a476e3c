links-title = الروابط
links-lead = الحساب أو الهاتف أو الوثيقة أو الاسم نفسه في قضايا عدة. تعرف ما يحق لك قراءته، ومن الباقي وجوده فقط.
links-kind = النوع
links-value = القيمة
links-find = ابحث
links-none = لا تشترك أي قضية في هذه القيمة.
links-count = { $n ->
    [one] قضية واحدة يحق لك قراءتها.
    [two] قضيتان يحق لك قراءتهما.
    [few] { $n } قضايا يحق لك قراءتها.
   *[other] { $n } قضية يحق لك قراءتها.
}
links-case = القضية
links-place = موضعها
links-more = قضايا أخرى
links-weak = قرينة لا هوية
links-elsewhere = يوجد رابط في قضية مكتب آخر. اسأل صاحبها.
links-kind-any = أي نوع
links-kind-account = حساب
links-kind-telephone = هاتف
links-kind-email = بريد إلكتروني
links-kind-wallet = محفظة
links-kind-document = وثيقة
links-kind-address = عنوان
links-kind-hash = بصمة
links-kind-name = اسم
links-module-stop-payment = دفعة مسروقة
links-module-notices = نشرة
links-module-fingerprints = بلاغ عن طفل
links-module-register = قضية مسجلة
links-role-payee = حساب المستفيد
links-role-onward = حساب تالٍ
links-role-holder = صاحب الحساب بقول المصرف
links-role-document = وثيقة
links-role-subject = الشخص المطلوب
links-role-alias = اسم آخر
links-role-matched = بصمة متطابقة
links-common = شائعة
links-common-in-many-cases = ترد في قضايا كثيرة
links-common-institution = تخص مؤسسة
links-common-placeholder = تعني «غير معروف»
links-common-shared-service = يستعملها غرباء كثيرون
links-common-not = ليست شائعة في الواقع
links-declare = أعلن أن قيمة شائعة
links-declare-note = تظل قابلة للبحث، وتكف فقط عن إثارة الروابط في كل قضية، للجميع، مع بيان السبب.
links-reason = السبب
links-neighbourhood = محيط قضية
links-show = اعرض
links-case-title = حول { $case }
links-open-case = افتح القضية
links-shared-values = { $n ->
    [0] لا تشترك في قيمة مع قضية أخرى يحق لك العلم بها.
    [one] تشترك في قيمة واحدة مع قضايا أخرى.
    [two] تشترك في قيمتين مع قضايا أخرى.
    [few] تشترك في { $n } قيم مع قضايا أخرى.
   *[other] تشترك في { $n } قيمة مع قضايا أخرى.
}
links-others-share = آخرون يشتركون في هذا
links-nobody-shares = لا تشترك قضية أخرى يحق لك العلم بها في قيمة مع هذه.
links-here = في هذه القضية
links-others = في غيرها
links-and-more = { $n ->
    [one] وواحدة أخرى
    [two] واثنتان أخريان
    [few] و{ $n } أخرى
   *[other] و{ $n } أخرى
}
links-drawing = الرسم
links-drawing-label = القضية وقيمها والقضايا التي تؤدي إليها، والجدول أعلاه يقول الشيء نفسه
links-drawing-limit = يبقى الرسم دون { $most } عقدة.
links-values-left-out = { $n ->
    [0] لم تُترك أي قيمة.
    [one] تُركت قيمة واحدة: شائعة أو تؤدي إلى مكان آخر فقط.
    [two] تُركت قيمتان: شائعتان أو تؤديان إلى مكان آخر فقط.
    [few] تُركت { $n } قيم: شائعة أو تؤدي إلى مكان آخر فقط أو كثيرة.
   *[other] تُركت { $n } قيمة: شائعة أو تؤدي إلى مكان آخر فقط أو كثيرة.
}
links-links-left-out = { $n ->
    [0] { "" }
    [one] رابط واحد لقيمة مرسومة يرد في العدد فقط.
    [two] رابطان لقيم مرسومة يردان في العدد فقط.
    [few] { $n } روابط لقيم مرسومة ترد في العدد فقط.
   *[other] { $n } رابطًا لقيم مرسومة يرد في العدد فقط.
}
links-nothing-to-draw = لا شيء يُرسم: لا قيمة تؤدي إلى قضية يحق لك قراءتها.
links-ask = اسأل صاحبها
links-own-case = لأجل قضيتك
links-own-case-of = لأجل قضيتهم
links-purpose = الغرض
links-purpose-hint = مختوم، يقرؤه صاحبها.
links-put = { $n ->
    [0] طلبات مكاتب أخرى
    [one] طلب واحد بشأن رابط ينتظرك
    [two] طلبان بشأن روابط ينتظرانك
    [few] { $n } طلبات بشأن روابط تنتظرك
   *[other] { $n } طلبًا بشأن روابط ينتظرك
}
links-closes = يُغلق
links-closed = مغلق
links-share-which = أي قضاياك يحق لهم قراءتها؟
links-share = شارك
links-decline = ارفض
links-decline-why = سبب الرفض
links-decline-hint = يبقى لديك: الرفض والصمت سواء عند السائل.
links-answered = أُجيب أو أُغلق
links-own-requests = طلباتنا
links-shared-with-us = شورك معنا
links-nothing-yet = لا شيء حتى الآن
links-persons = الأشخاص
links-persons-note = الاسم قرينة. كون قضيتين تتحدثان عن شخص واحد قرار مسجل بسببه ويمكن الرجوع عنه، ولا يُدمج شيء.
links-same-person = الشخص نفسه
links-two-persons = شخصان
links-decide-on = { $name } هنا وفي { $case }: السبب
links-ground = السبب
links-take-back = تراجع
links-taken-back = جرى التراجع عنه
