children-title = Enfants
children-lead = Images connues retrouvées par empreinte. Aucune image, vidéo ou archive n’est jamais reçue : calculez l’empreinte sur place et n’envoyez qu’elle.
children-match-title = Est-ce connu ?
children-hashes = Empreintes
children-hint = Une par ligne : hexadécimal, puis la qualité et un nom à vous si vous voulez. PDQ, MD5, SHA-1, SHA-256, PhotoDNA.
children-hash-file = Ou un fichier d’empreintes
children-hash-file-hint = Du texte, une empreinte par ligne, ou la sortie de l’outil de calcul.
children-hasher = L’outil de calcul s’exécute dans votre bureau :
children-match = Comparer
children-none = Aucune image connue parmi celles-ci.
children-leads = { $n ->
    [one] { $n } piste
   *[other] { $n } pistes
}
children-lead-worth = Une correspondance est une piste, pas une preuve : voyez qui la confirme, et appelez.
children-featureless = { $n ->
    [one] { $n } ressemblance écartée : image trop pauvre en détails.
   *[other] { $n } ressemblances écartées : images trop pauvres en détails.
}
children-file = Votre fichier
children-record = Liste et fiche
children-distance = Bits d’écart
children-standing = Crédit
children-standing-reported = seulement signalée
children-standing-confirmed = confirmée
children-standing-trusted = fiable
children-standing-disputed = contestée
children-confirmed-by = confirmée par
children-series-known = Série connue
children-series = Série
children-victim = Victime identifiée
children-offender = Auteur identifié
children-distributed = Diffusée
children-call = Appeler
children-yes = oui
children-no = non
children-not-said = non précisé
children-gravest = parmi les plus graves
children-gravest-list = Liste des plus graves
children-gravest-criteria = Un acte distinct de tout vote : un enfant réel, âge apparent inférieur à { $age } ans, faits graves ; évaluation par { $countries } pays. Critères pas encore vérifiés sur le texte d’origine.
children-assessed-by = Évaluée par
children-real-child = Un enfant réel
children-severe = Abus grave
children-age = Âge apparent en années
children-assess = Évaluer
children-strike = Retirer de la liste des plus graves
children-caution-featureless-picture = trop peu de détails
children-caution-quality-unknown = qualité inconnue
children-caution-beyond-advised-distance = au-delà de la distance conseillée
children-caution-disputed = quelqu’un la conteste
children-caution-unconfirmed = personne ne l’a confirmée
children-words = Ce qui s’est passé
children-words-hint = Sous scellé ; lu seulement par les bureaux concernés.
children-imminent = Un enfant est en danger maintenant
children-open-report = Signaler aux bureaux concernés
children-report = Signalement
children-reports = Signalements
children-no-reports = Aucun signalement pour l’instant.
children-report-count = { $ours } de nous, { $others } reçus.
children-report-of = Signalé par le bureau { $bureau }
children-queue = File
children-queue-imminent = danger imminent
children-queue-child = protection de l’enfance
children-opened = Ouvert
children-closed = clos
children-close = Clore le signalement
children-from = De
children-concerned = Transmis à
children-duty-desk = permanence
children-told = avertie aussitôt
children-outcome = Suite
children-outcome-in-hand = en cours
children-outcome-series-known = série connue, rien de nouveau
children-outcome-victim-known = victime déjà connue
children-outcome-victim-identified = victime identifiée ainsi
children-outcome-offender-identified = auteur identifié ainsi
children-outcome-not-the-same = pas le même contenu
children-no-answer = pas encore de réponse
children-answer = Répondre
children-waiting = { $n ->
    [one] { $n } signalement concernant un enfant attend votre bureau.
   *[other] { $n } signalements concernant des enfants attendent votre bureau.
}
children-compared = { $n ->
    [one] { $n } fichier comparé,
   *[other] { $n } fichiers comparés,
}
children-lists = Listes
children-no-lists = Aucune liste. Importez-en une ci-dessous.
children-list = Liste
children-list-of = Une liste du bureau { $bureau }.
children-list-records = { $n ->
    [one] { $n } fiche en vigueur.
   *[other] { $n } fiches en vigueur.
}
children-source = Source
children-yours = la vôtre
children-records = Fiches
children-withdrawn = Retirées
children-holders = Copies chez
children-region = Région
children-import = Importer une liste
children-list-name = Nom de la liste
children-format = Format
children-algorithm = Algorithme (listes simples)
children-list-file = Fichier
children-list-text = Ou son texte
children-take-over = Importer
children-taken-added = Ajoutées
children-taken-changed = modifiées
children-taken-unchanged = inchangées
children-taken-older = plus anciennes que l’existant
children-taken-withdrawn = retirées
children-left-out = Écarté :
children-more = Fiches suivantes
children-to-purge = { $n ->
    [one] { $n } fiche a été retirée depuis votre copie : supprimez-la.
   *[other] { $n } fiches ont été retirées depuis votre copie : supprimez-les.
}
children-purged = Supprimées de notre copie
children-purged-until = Retraits faits jusqu’au
children-copies = Copies
children-copies-lead = Qui prend une copie est averti de chaque retrait et dit quand il l’a appliqué.
children-bureau = Bureau
children-handed-out = Remise
children-export = Prendre une copie (VICS 2.0)
children-prints = Empreintes
children-grade = Cote de la source
children-when = Quand
children-facts = Ce que dit la source
children-quality = qualité
children-not-matched = conservée, non comparée ici
children-contributed = Apportée par
children-votes = Votes
children-no-votes = Aucun vote pour l’instant.
children-vote = Voter
children-say-confirms = confirme, par sa propre évaluation
children-say-relies = s’appuie sur
children-say-disputes = conteste
children-say-rejects = n’a pas sa place sur la liste
children-say-takes-back = retire sa déclaration
children-reason = Motif (contestation, vote contre, retrait)
children-withdraw = Retirer la fiche
children-withdraw-note = Elle ne correspond plus à rien dès lors, et chaque détenteur d’une copie doit la supprimer.
children-is-withdrawn = La source a retiré cette fiche.
