//! The story's words in four languages.

use crate::language::Texts;

pub(super) fn hour_title() -> Texts {
    Texts::all(
        "الرد في غضون ساعة",
        "Answer within the hour",
        "Responder en el plazo de una hora",
        "Répondre dans l'heure",
    )
}

pub(super) fn hour_reason() -> Texts {
    Texts::all(
        "إذ تلاحظ أن الأموال المسروقة تغادر الحساب الأول في أقل من يوم،",
        "Noting that stolen money leaves the first account in less than a day,",
        "Observando que el dinero robado sale de la primera cuenta en menos de un día,",
        "Constatant que l'argent volé quitte le premier compte en moins d'un jour,",
    )
}

pub(super) fn hour_asks() -> Texts {
    Texts::all(
        "تطلب من الأعضاء الرد على كل طلب وقف دفع في غضون ساعة؛",
        "Asks members to answer every request to stop a payment within one hour;",
        "Pide a los miembros que respondan en una hora a toda solicitud de bloqueo de un pago;",
        "Demande aux membres de répondre dans l'heure à toute demande de blocage d'un paiement ;",
    )
}

pub(super) fn hour_records() -> Texts {
    Texts::all(
        "تطلب من الأعضاء تسجيل نتيجة كل طلب؛",
        "Asks members to record the outcome of each request;",
        "Pide a los miembros que registren el resultado de cada solicitud;",
        "Demande aux membres d'enregistrer l'issue de chaque demande ;",
    )
}

pub(super) fn hour_creates() -> Texts {
    Texts::all(
        "تنشئ فريق خبراء لمتابعة التنفيذ.",
        "Creates a group of experts to follow how this is done.",
        "Crea un grupo de expertos para seguir su aplicación.",
        "Crée un groupe d'experts chargé d'en suivre l'application.",
    )
}

/// The contested amendment: two hours instead of one.
pub(super) fn two_hours() -> Texts {
    Texts::all(
        "تطلب من الأعضاء الرد على كل طلب وقف دفع في غضون ساعتين؛",
        "Asks members to answer every request to stop a payment within two hours;",
        "Pide a los miembros que respondan en dos horas a toda solicitud de bloqueo de un pago;",
        "Demande aux membres de répondre dans les deux heures à toute demande de blocage d'un paiement ;",
    )
}

/// The amendment moved in the hall, in English only.
pub(super) const RECORDS_EN: &str = "Asks members to record the outcome of each request within one day;";
pub(super) const RECORDS_AR: &str = "تطلب من الأعضاء تسجيل نتيجة كل طلب في غضون يوم واحد؛";
pub(super) const RECORDS_ES: &str =
    "Pide a los miembros que registren el resultado de cada solicitud en el plazo de un día;";
pub(super) const RECORDS_FR: &str = "Demande aux membres d'enregistrer l'issue de chaque demande sous un jour ;";

pub(super) fn budget_title() -> Texts {
    Texts::all(
        "ميزانية السنة المقبلة",
        "Budget of the coming year",
        "Presupuesto del próximo año",
        "Budget de l'année à venir",
    )
}

/// Approves an amount, in units of a hundredth, for a programme.
pub(super) fn budget_approves(programme: &str, units: i64) -> Texts {
    let [ar, en, es, fr] = match programme {
        "stop-payment" => [
            "وقف المدفوعات المسروقة",
            "stopping stolen payments",
            "el bloqueo de pagos robados",
            "le blocage des paiements volés",
        ],
        "children" => [
            "حماية الأطفال",
            "the protection of children",
            "la protección de la infancia",
            "la protection des enfants",
        ],
        "languages" => [
            "اللغات الأربع",
            "the four languages",
            "los cuatro idiomas",
            "les quatre langues",
        ],
        _ => [
            "تسيير الأعمال",
            "the running of the organisation",
            "el funcionamiento de la organización",
            "le fonctionnement de l'organisation",
        ],
    };
    let millions = units / 100_000_000;
    Texts::all(
        &format!("توافق على {millions} مليون يورو لبرنامج {ar}؛"),
        &format!("Approves EUR {millions} million for {en};"),
        &format!("Aprueba {millions} millones de euros para {es};"),
        &format!("Approuve {millions} millions d'euros pour {fr} ;"),
    )
}

pub(super) fn item_hour() -> Texts {
    Texts::all(
        "وقف المدفوعات المسروقة",
        "Stopping stolen payments",
        "Bloqueo de pagos robados",
        "Blocage des paiements volés",
    )
}

pub(super) fn item_budget() -> Texts {
    Texts::all("الميزانية", "Budget", "Presupuesto", "Budget")
}

pub(super) fn item_presentation() -> Texts {
    Texts::all(
        "عام من طلبات الوقف",
        "A year of stop requests",
        "Un año de solicitudes de bloqueo",
        "Une année de demandes de blocage",
    )
}

pub(super) fn item_workshop() -> Texts {
    Texts::all(
        "ورشة: مكتب المناوبة",
        "Workshop: the duty desk",
        "Taller: la oficina de guardia",
        "Atelier : la permanence",
    )
}

pub(super) fn ask_amendment(number: u32) -> Texts {
    Texts::all(
        &format!("هل توافقون على التعديل {number}؟"),
        &format!("Do you agree to amendment {number}?"),
        &format!("¿Aprueban la enmienda {number}?"),
        &format!("Approuvez-vous l'amendement {number} ?"),
    )
}

pub(super) fn ask_whole(title: &Texts) -> Texts {
    let text = |language| title.get(language).unwrap_or_default();
    use crate::language::Language as L;
    Texts::all(
        &format!("هل تعتمدون القرار «{}»؟", text(L::Arabic)),
        &format!("Do you adopt the resolution \"{}\"?", text(L::English)),
        &format!("¿Aprueban la resolución «{}»?", text(L::Spanish)),
        &format!("Adoptez-vous la résolution « {} » ?", text(L::French)),
    )
}

pub(super) fn ask_ruling() -> Texts {
    Texts::all(
        "هل تنقضون قرار الرئاسة؟",
        "Do you overrule the chair?",
        "¿Revocan la decisión de la presidencia?",
        "Infirmez-vous la décision de la présidence ?",
    )
}

pub(super) fn ask_closure() -> Texts {
    Texts::all(
        "هل توافقون على إقفال المناقشة؟",
        "Do you agree to close the debate?",
        "¿Aprueban el cierre del debate?",
        "Approuvez-vous la clôture du débat ?",
    )
}

pub(super) fn ask_president() -> Texts {
    Texts::all(
        "من تنتخبون رئيسا؟",
        "Whom do you elect President?",
        "¿A quién eligen para la presidencia?",
        "Qui élisez-vous à la présidence ?",
    )
}
