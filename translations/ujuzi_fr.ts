<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>ActsCard</name>
    <message>
        <source>What you decide</source>
        <translation>Ce que vous décidez</translation>
    </message>
    <message>
        <source>Type your six words</source>
        <translation>Saisir vos six mots</translation>
    </message>
    <message>
        <source>Take it in</source>
        <translation>L’admettre</translation>
    </message>
    <message>
        <source>It was retired</source>
        <translation>Il a été retiré</translation>
    </message>
    <message>
        <source>It was stolen</source>
        <translation>Il a été volé</translation>
    </message>
    <message>
        <source>Code for a new steward code</source>
        <translation>Code pour un nouveau code du gardien</translation>
    </message>
    <message>
        <source>Somebody who uses it</source>
        <translation>Une personne qui l’utilise</translation>
    </message>
    <message>
        <source>It was she</source>
        <translation>C’était bien elle</translation>
    </message>
    <message>
        <source>It was not she</source>
        <translation>Ce n’était pas elle</translation>
    </message>
    <message>
        <source>Code for a new PIN</source>
        <translation>Code pour un nouveau code PIN</translation>
    </message>
    <message>
        <source>Yes, it is so</source>
        <translation>Oui, c’est bien cela</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Code to write down</source>
        <translation>Code à noter</translation>
    </message>
    <message>
        <source>Choose a person</source>
        <translation>Choisissez une personne</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Une autre personne</translation>
    </message>
    <message>
        <source>Used for the first time by {names}. Choose one, and say whether it was she.</source>
        <translation>Utilisé pour la première fois par {names}. Choisissez une personne, et dites si c’était bien elle.</translation>
    </message>
    <message>
        <source>What you decide here counts at once, goes to the other computers by stick, and the hub decides again when it hears of it.</source>
        <translation>Ce que vous décidez ici compte tout de suite, part vers les autres ordinateurs par clé USB, et le serveur décide à nouveau quand il l’apprend.</translation>
    </message>
    <message>
        <source>To take this computer in, to report it or to help somebody with a PIN, type your six words first.</source>
        <translation>Pour admettre cet ordinateur, le signaler ou aider quelqu’un avec un code PIN, saisissez d’abord vos six mots.</translation>
    </message>
    <message>
        <source>It belongs to the campus no longer. What it still brings arrives all the same.</source>
        <translation>Il n’est plus du campus. Ce qu’il apporte encore arrive tout de même.</translation>
    </message>
    <message>
        <source>Nothing that it brings is taken in until it is back. Nobody who has it can read what lies on your sticks.</source>
        <translation>Rien de ce qu’il apporte n’est pris en compte tant qu’il n’a pas été retrouvé. Qui l’a ne peut pas lire ce qui est sur vos clés USB.</translation>
    </message>
    <message>
        <source>Taken in. What it recorded is sent with the next upload.</source>
        <translation>Admis. Ce qu’il a enregistré part avec le prochain envoi.</translation>
    </message>
    <message>
        <source>Written down. The hub hears of it with the next upload.</source>
        <translation>Noté. Le serveur l’apprend avec le prochain envoi.</translation>
    </message>
    <message>
        <source>Write this code down: it is shown only now. At that computer, after it has taken in your next stick, it is typed in place of the old steward code, within 14 days.</source>
        <translation>Notez ce code&#xa0;: il n’est montré que maintenant. Sur cet ordinateur, une fois qu’il aura pris votre prochaine clé USB, on le saisit à la place de l’ancien code du gardien, dans les 14 jours.</translation>
    </message>
    <message>
        <source>Write this code down: it is shown only now. At that computer, after it has taken in your next stick, it is typed for a new PIN, within 14 days.</source>
        <translation>Notez ce code&#xa0;: il n’est montré que maintenant. Sur cet ordinateur, une fois qu’il aura pris votre prochaine clé USB, on le saisit pour un nouveau code PIN, dans les 14 jours.</translation>
    </message>
</context>
<context>
    <name>AddCourse</name>
    <message>
        <source>Install</source>
        <translation>Installer</translation>
    </message>
    <message>
        <source>Open the course</source>
        <translation>Ouvrir le cours</translation>
    </message>
    <message>
        <source>Trust and install</source>
        <translation>Faire confiance et installer</translation>
    </message>
    <message>
        <source>Fingerprint of the publisher&apos;s key</source>
        <translation>Empreinte de la clé de l’éditeur</translation>
    </message>
    <message>
        <source>Steward code</source>
        <translation>Code du gardien</translation>
    </message>
    <message>
        <source>Whoever keeps this computer has had it since the first start.</source>
        <translation>La personne qui garde cet ordinateur l’a depuis le premier démarrage.</translation>
    </message>
    <message>
        <source>Type the steward code.</source>
        <translation>Saisissez le code du gardien.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Looking at the file</source>
        <translation>Examen du fichier</translation>
    </message>
    <message>
        <source>Installing</source>
        <translation>Installation</translation>
    </message>
    <message>
        <source>Installed on this computer.</source>
        <translation>Installé sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Published by {publisher}</source>
        <translation>Publié par {publisher}</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>version {version}</translation>
    </message>
    <message>
        <source>version {version}, which is here already</source>
        <translation>version {version}, déjà présente ici</translation>
    </message>
    <message>
        <source>version {version}, in place of version {installed}</source>
        <translation>version {version}, à la place de la version {installed}</translation>
    </message>
    <message>
        <source>{publisher} is not yet trusted on this computer. Ask your coordinator or National Centre for its fingerprint. If it is the one below, whoever keeps this computer can trust it.</source>
        <translation>Cet ordinateur ne fait pas encore confiance à {publisher}. Demandez son empreinte à la coordination de votre campus ou à votre Centre national. Si c’est celle ci-dessous, la personne qui garde cet ordinateur peut lui faire confiance.</translation>
    </message>
</context>
<context>
    <name>AnnouncePage</name>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>Annonces</translation>
    </message>
    <message>
        <source>Let the campus know something</source>
        <translation>Annoncer quelque chose au campus</translation>
    </message>
    <message>
        <source>Type your six words</source>
        <translation>Saisir vos six mots</translation>
    </message>
    <message>
        <source>Announce</source>
        <translation>Annoncer</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>Affichées en ce moment</translation>
    </message>
    <message>
        <source>At most {most} letters. Whoever reads neither is shown the first.</source>
        <translation>{most} lettres au plus. Qui ne lit aucune des deux langues voit la première.</translation>
    </message>
    <message>
        <source>May stay empty.</source>
        <translation>Peut rester vide.</translation>
    </message>
    <message>
        <source>For how long it is shown</source>
        <translation>Durée d’affichage</translation>
    </message>
    <message>
        <source>It is shown once on everybody&apos;s first page, on this computer at once and on the others with their next exchange, by network, stick or collection point. Write plain words, and nothing about a person: everybody reads it.</source>
        <translation>Elle s’affiche une fois sur la première page de chaque personne&#xa0;: aussitôt sur cet ordinateur, et sur les autres avec leur prochain échange, par le réseau, par clé USB ou au point de collecte. Écrivez simplement, et rien sur une personne&#xa0;: tout le monde la lit.</translation>
    </message>
    <message>
        <source>To announce something, type your six words first.</source>
        <translation>Pour annoncer quelque chose, saisissez d’abord vos six mots.</translation>
    </message>
    <message>
        <source>Yes, take it back</source>
        <translation>Oui, la retirer</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>La retirer</translation>
    </message>
    <message>
        <source>The hub did not accept this</source>
        <translation>Le serveur n’a pas accepté cette annonce</translation>
    </message>
    <message>
        <source>the hub has not heard of it yet</source>
        <translation>le serveur ne l’a pas encore reçue</translation>
    </message>
    <message>
        <source>It is announced, and goes to the other computers by itself.</source>
        <translation>C’est annoncé, et cela part tout seul vers les autres ordinateurs.</translation>
    </message>
    <message>
        <source>It is taken back.</source>
        <translation>L’annonce est retirée.</translation>
    </message>
</context>
<context>
    <name>AnnouncementCard</name>
    <message>
        <source>Got it</source>
        <translation>C’est noté</translation>
    </message>
</context>
<context>
    <name>AnnouncementsPage</name>
    <message>
        <source>Learn</source>
        <translation>Apprendre</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>Annonces</translation>
    </message>
    <message>
        <source>Nothing is announced now</source>
        <translation>Rien n’est annoncé en ce moment</translation>
    </message>
    <message>
        <source>What your campus, your institution or your National Centre lets everybody know stands here until its last day, and once on the page where you start.</source>
        <translation>Ce que votre campus, votre établissement ou votre Centre national fait savoir à tout le monde reste ici jusqu’à son dernier jour, et s’affiche une fois sur la page où vous commencez.</translation>
    </message>
    <message>
        <source>Go to Learn</source>
        <translation>Aller à Apprendre</translation>
    </message>
</context>
<context>
    <name>AnyReportsPage</name>
    <message>
        <source>Reports</source>
        <translation>Rapports</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Graphiques</translation>
    </message>
    <message>
        <source>Without names</source>
        <translation>Sans noms</translation>
    </message>
    <message>
        <source>For leaders: groups of five people and more, on the screen and in files.</source>
        <translation>Pour les responsables&#xa0;: des groupes de cinq personnes et plus, à l’écran comme dans les fichiers.</translation>
    </message>
    <message>
        <source>A piece of a name</source>
        <translation>Une partie d’un nom</translation>
    </message>
    <message>
        <source>What a row is</source>
        <translation>Ce qu’est une ligne</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Cours</translation>
    </message>
    <message>
        <source>Cohort</source>
        <translation>Cohorte</translation>
    </message>
    <message>
        <source>Ordered by</source>
        <translation>Trié par</translation>
    </message>
    <message>
        <source>Turn the order round</source>
        <translation>Inverser l’ordre</translation>
    </message>
    <message>
        <source>Open my office</source>
        <translation>Ouvrir mon bureau</translation>
    </message>
    <message numerus="yes">
        <source>What %n computer(s) told is locked. Open your office with your six words to see it.</source>
        <translation>
            <numerusform>Ce qu’un ordinateur (%n) a dit est verrouillé. Ouvrez votre bureau avec vos six mots pour le voir.</numerusform>
            <numerusform>Ce que %n ordinateurs ont dit est verrouillé. Ouvrez votre bureau avec vos six mots pour le voir.</numerusform>
        </translation>
    </message>
    <message>
        <source>Rows: {rows} · as known here on {moment}</source>
        <translation>Lignes&#xa0;: {rows} · tel que connu ici le {moment}</translation>
    </message>
    <message>
        <source>Groups of five people and more · {rows}</source>
        <translation>Groupes de cinq personnes et plus · {rows}</translation>
    </message>
    <message>
        <source>Nobody is found. Remove a word, or choose Everybody.</source>
        <translation>Personne n’est trouvé. Retirez un mot, ou choisissez «&#xa0;Tout le monde&#xa0;».</translation>
    </message>
    <message>
        <source>There is no group of five people or more.</source>
        <translation>Aucun groupe ne compte cinq personnes ou plus.</translation>
    </message>
    <message>
        <source>Certificates drawn: {done} of {whole}</source>
        <translation>Certificats dessinés&#xa0;: {done} sur {whole}</translation>
    </message>
    <message>
        <source>By: {column}</source>
        <translation>Par&#xa0;: {column}</translation>
    </message>
    <message>
        <source>All courses</source>
        <translation>Tous les cours</translation>
    </message>
    <message>
        <source>All cohorts</source>
        <translation>Toutes les cohortes</translation>
    </message>
</context>
<context>
    <name>AppealPage</name>
    <message>
        <source>Assessments</source>
        <translation>Évaluations</translation>
    </message>
    <message>
        <source>Ask for a second look</source>
        <translation>Demander une seconde lecture</translation>
    </message>
    <message>
        <source>Your National Centre looks again at your answers, and reads what you write here. It is not told your name. Your coordinator sees that you asked, not why. You can ask once about each attempt.</source>
        <translation>Votre Centre national revoit vos réponses et lit ce que vous écrivez ici. Votre nom ne lui est pas donné. La coordination de votre campus voit que vous l’avez demandé, pas pourquoi. Vous pouvez le demander une fois par tentative.</translation>
    </message>
    <message>
        <source>Why do you think that this result is wrong?</source>
        <translation>Pourquoi ce résultat vous paraît-il faux&#x202f;?</translation>
    </message>
    <message>
        <source>One sentence is enough: which question, and what is wrong with it.</source>
        <translation>Une phrase suffit&#xa0;: quelle question, et ce qui n’y va pas.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
</context>
<context>
    <name>AppearanceCard</name>
    <message>
        <source>How Ujuzi looks</source>
        <translation>Aspect d’Ujuzi</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Contraste élevé</translation>
    </message>
</context>
<context>
    <name>AssessmentsPage</name>
    <message>
        <source>Assessments</source>
        <translation>Évaluations</translation>
    </message>
    <message>
        <source>No assessment is on this computer yet</source>
        <translation>Il n’y a pas encore d’évaluation sur cet ordinateur</translation>
    </message>
    <message>
        <source>An assessment comes with its course. Add the course, study it, and sit the assessment here when you are ready.</source>
        <translation>Une évaluation vient avec son cours. Ajoutez le cours, étudiez-le, puis passez l’évaluation ici quand vous voulez.</translation>
    </message>
    <message>
        <source>Go to Learn</source>
        <translation>Aller à Apprendre</translation>
    </message>
</context>
<context>
    <name>BroughtCard</name>
    <message>
        <source>Courses on the stick</source>
        <translation>Cours sur la clé USB</translation>
    </message>
    <message>
        <source>Install</source>
        <translation>Installer</translation>
    </message>
    <message>
        <source>Look at the course</source>
        <translation>Regarder le cours</translation>
    </message>
    <message>
        <source>This stick brings {course}, published by {publisher}, who is not yet trusted on this computer.</source>
        <translation>Cette clé apporte {course}, publié par {publisher}, à qui cet ordinateur ne fait pas encore confiance.</translation>
    </message>
    <message>
        <source>This stick brings a course that is not here: {course} ({size}).</source>
        <translation>Cette clé apporte un cours qui n’est pas ici&#xa0;: {course} ({size}).</translation>
    </message>
    <message>
        <source>This stick brings a newer version of {course} ({size}).</source>
        <translation>Cette clé apporte une version plus récente de {course} ({size}).</translation>
    </message>
    <message>
        <source>Installing. Leave the stick in.</source>
        <translation>Installation en cours. Laissez la clé en place.</translation>
    </message>
    <message>
        <source>Installed on this computer: {courses}.</source>
        <translation>Installé sur cet ordinateur&#xa0;: {courses}.</translation>
    </message>
</context>
<context>
    <name>Busy</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
</context>
<context>
    <name>ByItselfCard</name>
    <message>
        <source>By itself</source>
        <translation>Tout seul</translation>
    </message>
    <message>
        <source>Send at night what is held here</source>
        <translation>Envoyer la nuit ce qui est gardé ici</translation>
    </message>
    <message>
        <source>Between 22 and 5 o&apos;clock, while Ujuzi is open and there is a network.</source>
        <translation>Entre 22 heures et 5 heures, tant qu’Ujuzi est ouvert et qu’il y a un réseau.</translation>
    </message>
    <message>
        <source>Collect from the shared folder</source>
        <translation>Collecter depuis le dossier partagé</translation>
    </message>
    <message>
        <source>Every hour, from {folder}.</source>
        <translation>Toutes les heures, depuis {folder}.</translation>
    </message>
    <message>
        <source>It has not been there since {date}.</source>
        <translation>Il n’est plus là depuis le {date}.</translation>
    </message>
</context>
<context>
    <name>CannotOpen</name>
    <message>
        <source>Ujuzi cannot open its data</source>
        <translation>Ujuzi ne peut pas ouvrir ses données</translation>
    </message>
    <message>
        <source>Nothing was changed and nothing is lost.</source>
        <translation>Rien n’a été changé et rien n’est perdu.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Go back to the copy</source>
        <translation>Revenir à la copie</translation>
    </message>
    <message>
        <source>There is a copy of {date}. What was done since then is not in it; the present data stays in a file beside it.</source>
        <translation>Il y a une copie du {date}. Ce qui a été fait depuis n’y est pas&#x202f;; les données actuelles restent dans un fichier à côté.</translation>
    </message>
    <message>
        <source>The copy is being put back. Leave the stick in.</source>
        <translation>La copie est en train d’être remise en place. Laissez la clé USB en place.</translation>
    </message>
    <message>
        <source>This is a mistake in Ujuzi. A report is in the folder below, under “logs”; please hand it to your coordinator.</source>
        <translation>C’est une erreur d’Ujuzi. Un rapport se trouve dans le dossier ci-dessous, sous «&#xa0;logs&#xa0;»&#x202f;; remettez-le à la coordination de votre campus.</translation>
    </message>
</context>
<context>
    <name>CardGrid</name>
    <message>
        <source>Show more ({count})</source>
        <translation>Afficher la suite ({count})</translation>
    </message>
</context>
<context>
    <name>CertificatePage</name>
    <message>
        <source>All certificates</source>
        <translation>Tous les certificats</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Enregistrer en PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Take it along</source>
        <translation>Garder une copie</translation>
    </message>
    <message>
        <source>The digital credential (JSON)</source>
        <translation>L’attestation numérique (JSON)</translation>
    </message>
    <message>
        <source>A badge picture (SVG)</source>
        <translation>Une image de badge (SVG)</translation>
    </message>
    <message>
        <source>A badge picture (PNG)</source>
        <translation>Une image de badge (PNG)</translation>
    </message>
    <message>
        <source>The PDF, the credential and the badge pictures all hold your credential, signed: whoever gets one can check it, even without the internet. Save one on a USB stick and keep it; this computer keeps yours too.</source>
        <translation>Le PDF, l’attestation numérique et les images de badge contiennent tous votre attestation numérique signée&#xa0;: quiconque en reçoit une copie peut la vérifier, même sans internet. Enregistrez-en une sur une clé USB et gardez-la&#x202f;; cet ordinateur garde aussi la vôtre.</translation>
    </message>
    <message>
        <source>The certificate of {name}: {title}</source>
        <translation>Le certificat de {name}&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Enregistré sous {path}</translation>
    </message>
    <message>
        <source>{path} could not be written. Is the stick full or write-protected? Choose another place.</source>
        <translation>{path} n’a pas pu être écrit. La clé USB est-elle pleine ou protégée en écriture&#x202f;? Choisissez un autre emplacement.</translation>
    </message>
</context>
<context>
    <name>CertificatesPage</name>
    <message>
        <source>Certificates</source>
        <translation>Certificats</translation>
    </message>
    <message>
        <source>Check a certificate</source>
        <translation>Vérifier un certificat</translation>
    </message>
    <message>
        <source>No certificate yet</source>
        <translation>Pas encore de certificat</translation>
    </message>
    <message>
        <source>Pass an assessment and send it to the hub: your certificate comes back with the next exchange, and stays here to save and print.</source>
        <translation>Réussissez une évaluation et envoyez-la au serveur&#xa0;: votre certificat revient avec le prochain échange et reste ici, à enregistrer et à imprimer.</translation>
    </message>
    <message>
        <source>Assessments</source>
        <translation>Évaluations</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Certificates</source>
        <translation>Certificats</translation>
    </message>
    <message>
        <source>Check a certificate</source>
        <translation>Vérifier un certificat</translation>
    </message>
    <message>
        <source>Scan the square code on the certificate with any phone, and paste or type its text here; or open the certificate&apos;s file: the PDF, the credential or a badge picture. This works without the internet.</source>
        <translation>Scannez le code carré du certificat avec n’importe quel téléphone et collez ou saisissez son texte ici&#x202f;; ou ouvrez le fichier du certificat&#xa0;: le PDF, l’attestation numérique ou une image de badge. Cela fonctionne sans internet.</translation>
    </message>
    <message>
        <source>Text of the code</source>
        <translation>Texte du code</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>Ouvrir un fichier</translation>
    </message>
</context>
<context>
    <name>ChoiceQuestion</name>
    <message>
        <source>Choose all that are right.</source>
        <translation>Choisissez toutes les bonnes réponses.</translation>
    </message>
    <message>
        <source>Choose one.</source>
        <translation>Choisissez une réponse.</translation>
    </message>
    <message>
        <source>Key %1</source>
        <translation>Touche %1</translation>
    </message>
    <message>
        <source>Your answer, right</source>
        <translation>Votre réponse&#xa0;: juste</translation>
    </message>
    <message>
        <source>Your answer, not right</source>
        <translation>Votre réponse&#xa0;: incorrecte</translation>
    </message>
    <message>
        <source>This one is right</source>
        <translation>Celle-ci est juste</translation>
    </message>
</context>
<context>
    <name>ChosenPeople</name>
    <message>
        <source>Make slips</source>
        <translation>Faire des billets</translation>
    </message>
    <message>
        <source>Enrol</source>
        <translation>Inscrire</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Déplacer</translation>
    </message>
    <message>
        <source>Has left</source>
        <translation>Partie</translation>
    </message>
    <message>
        <source>Cohort or course</source>
        <translation>Cohorte ou cours</translation>
    </message>
    <message>
        <source>Campus</source>
        <translation>Campus</translation>
    </message>
    <message>
        <source>Put in</source>
        <translation>Y mettre</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>En retirer</translation>
    </message>
    <message>
        <source>Move there</source>
        <translation>Déplacer là-bas</translation>
    </message>
    <message>
        <source>Yes, it is so</source>
        <translation>Oui, c’est bien cela</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Cohort: {name}</source>
        <translation>Cohorte&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Course: {title}</source>
        <translation>Cours&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Another campus of the institution</source>
        <translation>Un autre campus de l’établissement</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) will be of the institution no longer. What they did is kept; a later list that names them takes them back.</source>
        <translation>
            <numerusform>%n personne ne sera plus de l’établissement. Ce qu’elle a fait est conservé&#x202f;; une liste ultérieure qui la nomme la reprend.</numerusform>
            <numerusform>%n personnes ne seront plus de l’établissement. Ce qu’elles ont fait est conservé&#x202f;; une liste ultérieure qui les nomme les reprend.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>To which campus does %n person(s) go?</source>
        <translation>
            <numerusform>Vers quel campus va %n personne&#x202f;?</numerusform>
            <numerusform>Vers quel campus vont %n personnes&#x202f;?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Where does %n person(s) study?</source>
        <translation>
            <numerusform>Où étudie %n personne&#x202f;?</numerusform>
            <numerusform>Où étudient %n personnes&#x202f;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing down</source>
        <translation>Cela est noté</translation>
    </message>
    <message numerus="yes">
        <source>Written down for %n person(s). The hub hears of it with the next upload.</source>
        <translation>
            <numerusform>Noté pour %n personne. Le serveur l’apprendra au prochain envoi.</numerusform>
            <numerusform>Noté pour %n personnes. Le serveur l’apprendra au prochain envoi.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClosingPanel</name>
    <message>
        <source>Retire, reinstall or move this computer</source>
        <translation>Retirer, réinstaller ou déplacer cet ordinateur</translation>
    </message>
    <message>
        <source>Close it first: then nobody signs in and nothing more is recorded, so that everything can arrive at the hub. It can be opened again.</source>
        <translation>Fermez-le d’abord&#xa0;: personne n’y ouvre alors de session et plus rien n’y est enregistré, si bien que tout peut arriver au serveur. On peut le rouvrir.</translation>
    </message>
    <message>
        <source>Close this computer</source>
        <translation>Fermer cet ordinateur</translation>
    </message>
    <message>
        <source>Open this computer again</source>
        <translation>Rouvrir cet ordinateur</translation>
    </message>
    <message>
        <source>Nobody will be able to sign in here until it is opened again.</source>
        <translation>Personne ne pourra ouvrir de session ici tant qu’il n’aura pas été rouvert.</translation>
    </message>
    <message>
        <source>Close it</source>
        <translation>Le fermer</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>May it go? Not yet: close it first.</source>
        <translation>Peut-il partir&#x202f;? Pas encore&#xa0;: fermez-le d’abord.</translation>
    </message>
    <message>
        <source>May it go? Not yet: it is registered at no hub, and its work is here alone.</source>
        <translation>Peut-il partir&#x202f;? Pas encore&#xa0;: il n’est inscrit auprès d’aucun serveur, et son travail n’est qu’ici.</translation>
    </message>
    <message>
        <source>May it go? Not yet: {records} wait for the next upload.</source>
        <translation>Peut-il partir&#x202f;? Pas encore&#xa0;: le prochain envoi doit encore emporter {records}.</translation>
    </message>
    <message>
        <source>Yes: it was closed on {date}, and all of it has arrived at the hub.</source>
        <translation>Oui&#xa0;: il a été fermé le {date}, et tout est arrivé au serveur.</translation>
    </message>
</context>
<context>
    <name>CohortCard</name>
    <message>
        <source>What it is</source>
        <translation>Ce que c’est</translation>
    </message>
    <message>
        <source>Name of the cohort</source>
        <translation>Nom de la cohorte</translation>
    </message>
    <message>
        <source>As its people call it: Science teachers, autumn 2026.</source>
        <translation>Comme on l’appelle&#xa0;: Enseignants de sciences, automne 2026.</translation>
    </message>
    <message>
        <source>It begins on</source>
        <translation>Elle commence le</translation>
    </message>
    <message>
        <source>It ends on</source>
        <translation>Elle se termine le</translation>
    </message>
    <message>
        <source>Its courses</source>
        <translation>Ses cours</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>It has ended</source>
        <translation>Elle est terminée</translation>
    </message>
    <message>
        <source>A cohort that has ended is shown to its people no more. Their work is kept.</source>
        <translation>Une cohorte terminée n’est plus montrée aux personnes qui en font partie. Leur travail est conservé.</translation>
    </message>
    <message>
        <source>Yes, it is so</source>
        <translation>Oui, c’est bien cela</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Type a name.</source>
        <translation>Saisissez un nom.</translation>
    </message>
    <message>
        <source>Written down. The hub hears of it with the next upload.</source>
        <translation>C’est noté. Le serveur l’apprendra avec le prochain envoi.</translation>
    </message>
</context>
<context>
    <name>CohortPage</name>
    <message>
        <source>New cohort</source>
        <translation>Nouvelle cohorte</translation>
    </message>
    <message>
        <source>Cohorts of the campus</source>
        <translation>Cohortes du campus</translation>
    </message>
    <message>
        <source>No cohorts yet</source>
        <translation>Pas encore de cohorte</translation>
    </message>
    <message>
        <source>A cohort is people who study the same courses together, from one day to another. Give it a name and its days, then put people into it.</source>
        <translation>Une cohorte, ce sont des personnes qui suivent ensemble les mêmes cours, d’une date à une autre. Donnez-lui un nom et ses dates, puis mettez-y des personnes.</translation>
    </message>
    <message>
        <source>This cohort is no longer known here.</source>
        <translation>Cette cohorte n’est plus connue ici.</translation>
    </message>
    <message>
        <source>Cohorts</source>
        <translation>Cohortes</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Have ended</source>
        <translation>Terminées</translation>
    </message>
</context>
<context>
    <name>CollectPage</name>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>Collect and send</source>
        <translation>Collecter et envoyer</translation>
    </message>
    <message>
        <source>What lies on a stick or is held here is on its way. It stays on its computer too, until the hub says that it has arrived.</source>
        <translation>Ce qui est sur une clé USB ou gardé ici est en route. Cela reste aussi sur son ordinateur, jusqu’à ce que le serveur dise que c’est arrivé.</translation>
    </message>
</context>
<context>
    <name>CollectStep</name>
    <message>
        <source>Collect</source>
        <translation>Collecter</translation>
    </message>
    <message>
        <source>Put in the stick, or choose the shared folder. What the computers wrote there is read and kept here; nothing there is opened or taken away.</source>
        <translation>Mettez la clé USB, ou choisissez le dossier partagé. Ce que les ordinateurs y ont écrit est lu et gardé ici&#x202f;; rien n’y est ouvert ni enlevé.</translation>
    </message>
    <message>
        <source>Another folder</source>
        <translation>Un autre dossier</translation>
    </message>
    <message>
        <source>Collect from “{folder}”</source>
        <translation>Collecter depuis «&#xa0;{folder}&#xa0;»</translation>
    </message>
    <message>
        <source>Choose the folder and collect</source>
        <translation>Choisir le dossier et collecter</translation>
    </message>
    <message>
        <source>A stick or shared folder</source>
        <translation>Une clé USB ou un dossier partagé</translation>
    </message>
    <message>
        <source>Reading “{folder}”. Leave it in.</source>
        <translation>Lecture de «&#xa0;{folder}&#xa0;». Laissez la clé USB en place.</translation>
    </message>
    <message>
        <source>File {number} of {count}; {done} of {all}.</source>
        <translation>Fichier {number} sur {count}&#x202f;; {done} sur {all}.</translation>
    </message>
    <message>
        <source>Stopped. What was read by then is held; the rest is not.</source>
        <translation>Arrêté. Ce qui a été lu jusque-là est gardé&#x202f;; le reste ne l’est pas.</translation>
    </message>
</context>
<context>
    <name>CollectedCard</name>
    <message>
        <source>What came, by computer</source>
        <translation>Ce qui est venu, par ordinateur</translation>
    </message>
</context>
<context>
    <name>CollectionPointCard</name>
    <message>
        <source>Collection point</source>
        <translation>Point de collecte</translation>
    </message>
    <message>
        <source>Where computers share a network with this one they need no stick: they bring their records here, sealed, and take back what the hub has said. It is open while this program runs.</source>
        <translation>Les ordinateurs du même réseau que celui-ci n’ont pas besoin de clé USB&#xa0;: ils apportent ici leurs enregistrements, scellés, et reprennent ce que le serveur a dit. Le point est ouvert tant que ce programme est ouvert.</translation>
    </message>
    <message>
        <source>Open the collection point</source>
        <translation>Ouvrir le point de collecte</translation>
    </message>
    <message>
        <source>Close the collection point</source>
        <translation>Fermer le point de collecte</translation>
    </message>
    <message>
        <source>Print a card to hang up</source>
        <translation>Imprimer une fiche à accrocher</translation>
    </message>
    <message>
        <source>Save the card as PDF</source>
        <translation>Enregistrer la fiche en PDF</translation>
    </message>
    <message>
        <source>For each computer: what to do on Friday, the address, and whom to ask.</source>
        <translation>Pour chaque ordinateur&#xa0;: que faire le vendredi, l’adresse, et à qui demander.</translation>
    </message>
    <message>
        <source>Opening the collection point.</source>
        <translation>Ouverture du point de collecte.</translation>
    </message>
    <message>
        <source>Closing the collection point.</source>
        <translation>Fermeture du point de collecte.</translation>
    </message>
    <message>
        <source>The collection point ended by itself. Nothing is lost; open it again.</source>
        <translation>Le point de collecte s’est arrêté de lui-même. Rien n’est perdu&#x202f;; ouvrez-le de nouveau.</translation>
    </message>
    <message>
        <source>The hub has to permit this once, and cannot be reached now. Connect this computer to the internet, and open it again; after that no network is needed.</source>
        <translation>Le serveur doit l’autoriser une fois, et il est injoignable pour l’instant. Connectez cet ordinateur à internet et ouvrez de nouveau le point&#x202f;; ensuite, aucun réseau extérieur n’est nécessaire.</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Enregistré sous {path}</translation>
    </message>
    <message>
        <source>Card for the computers</source>
        <translation>Fiche pour les ordinateurs</translation>
    </message>
    <message>
        <source>Held here for the hub: {records}.</source>
        <translation>Détenus ici pour le serveur&#xa0;: {records}.</translation>
    </message>
    <message>
        <source>Nothing waits here for the hub.</source>
        <translation>Rien n’attend ici pour le serveur.</translation>
    </message>
    <message>
        <source>Open, and in no network yet.</source>
        <translation>Ouvert, mais sur aucun réseau pour l’instant.</translation>
    </message>
    <message>
        <source> or </source>
        <comment>between two addresses</comment>
        <translation> ou </translation>
    </message>
    <message>
        <source>Open at {address}</source>
        <translation>Ouvert à l’adresse {address}</translation>
    </message>
    <message>
        <source>Computers of the lab find it by themselves; else type the address there.</source>
        <translation>Les ordinateurs de la salle le trouvent d’eux-mêmes&#x202f;; sinon, saisissez-y cette adresse.</translation>
    </message>
    <message>
        <source>Type this address on the computers of the lab.</source>
        <translation>Saisissez cette adresse sur les ordinateurs de la salle.</translation>
    </message>
    <message>
        <source>The address as a QR code</source>
        <translation>L’adresse sous forme de code QR</translation>
    </message>
    <message>
        <source>Nobody has come since it was opened, {date}.</source>
        <translation>Personne n’est venu depuis son ouverture, le {date}.</translation>
    </message>
    <message numerus="yes">
        <source>%n computer(s) came that the hub has not named yet.</source>
        <translation>
            <numerusform>%n ordinateur est venu, que le serveur n’a pas encore nommé.</numerusform>
            <numerusform>%n ordinateurs sont venus, que le serveur n’a pas encore nommés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Came: {names}.</source>
        <translation>Sont venus&#xa0;: {names}.</translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Came: {names}, {more}.</source>
        <translation>Sont venus&#xa0;: {names}, {more}.</translation>
    </message>
    <message>
        <source>The disk here is full, so the collection point takes nothing more. Nothing is lost: make room, and computers bring the rest when they come again.</source>
        <translation>Le disque de cet ordinateur est plein, donc le point de collecte ne prend plus rien. Rien n’est perdu&#xa0;: faites de la place, et les ordinateurs apporteront le reste à leur prochaine venue.</translation>
    </message>
    <message>
        <source>Nobody has come for ten minutes. Windows&apos; firewall keeps computers out in silence, where nobody with the right to do so has allowed Ujuzi: ask whoever looks after this computer. Or let the computers write to a stick or a shared folder, and collect from that.</source>
        <translation>Personne n’est venu depuis dix minutes. Le pare-feu de Windows écarte les ordinateurs en silence, là où personne qui en a le droit n’a autorisé Ujuzi&#xa0;: demandez à la personne qui s’occupe de cet ordinateur. Ou laissez les ordinateurs écrire sur une clé USB ou dans un dossier partagé, et collectez de là.</translation>
    </message>
    <message>
        <source>Saw this collection point, and could not reach it: {names}. A firewall is in between, most likely this computer&apos;s. Let them write to a stick or a shared folder meanwhile.</source>
        <translation>Ont vu ce point de collecte sans pouvoir le joindre&#xa0;: {names}. Un pare-feu se trouve entre les deux, sans doute celui de cet ordinateur. En attendant, laissez-les écrire sur une clé USB ou dans un dossier partagé.</translation>
    </message>
</context>
<context>
    <name>CompetenciesPage</name>
    <message>
        <source>Competencies</source>
        <translation>Compétences</translation>
    </message>
    <message>
        <source>What you can do, as you see it yourself, and what to study next.</source>
        <translation>Ce que vous savez faire, selon vous, et ce qu’il y a à étudier ensuite.</translation>
    </message>
    <message>
        <source>Nothing to rate yet</source>
        <translation>Rien à évaluer pour l’instant</translation>
    </message>
    <message>
        <source>No framework on this computer has statements for your role. Your National Centre can add one; your role is in Settings.</source>
        <translation>Aucun référentiel de cet ordinateur n’a d’énoncés pour votre fonction. Votre Centre national peut en ajouter un&#x202f;; votre fonction se trouve dans Réglages.</translation>
    </message>
</context>
<context>
    <name>ComputerCard</name>
    <message>
        <source>This computer</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>Where the data is</source>
        <translation>Où sont les données</translation>
    </message>
    <message>
        <source>A copy of my data</source>
        <translation>Une copie de mes données</translation>
    </message>
    <message>
        <source>Everything this computer holds about you, in one file: your profile, what you did, your notes.</source>
        <translation>Tout ce que cet ordinateur sait de vous, en un fichier&#xa0;: votre profil, ce que vous avez fait, vos notes.</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>Enregistrer une copie</translation>
    </message>
    <message>
        <source>Trusted publishers of courses</source>
        <translation>Éditeurs de cours de confiance</translation>
    </message>
    <message>
        <source>{publisher}, fingerprint {fingerprint}</source>
        <translation>{publisher}, empreinte {fingerprint}</translation>
    </message>
    <message>
        <source>None yet. A publisher is trusted when its first course is added.</source>
        <translation>Aucun pour l’instant. On accorde sa confiance à un éditeur quand on ajoute son premier cours.</translation>
    </message>
    <message>
        <source>Where to save the copy</source>
        <translation>Où enregistrer la copie</translation>
    </message>
</context>
<context>
    <name>ComputerPage</name>
    <message>
        <source>Computers</source>
        <translation>Ordinateurs</translation>
    </message>
    <message>
        <source>This computer is no longer on the list of the campus.</source>
        <translation>Cet ordinateur n’est plus sur la liste du campus.</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>À regarder</translation>
    </message>
    <message>
        <source>Last collected</source>
        <translation>Dernière collecte</translation>
    </message>
    <message>
        <source>Ujuzi</source>
        <translation>Ujuzi</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Horloge</translation>
    </message>
    <message>
        <source>Free space</source>
        <translation>Place libre</translation>
    </message>
    <message>
        <source>Assessments begun and not handed in</source>
        <translation>Évaluations commencées et non remises</translation>
    </message>
    <message>
        <source>Texts typed and not saved</source>
        <translation>Textes saisis et non enregistrés</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Cours</translation>
    </message>
    <message>
        <source>a course that is not on this computer</source>
        <translation>un cours qui n’est pas sur cet ordinateur</translation>
    </message>
    <message>
        <source>{title} ({language}), version {version}</source>
        <translation>{title} ({language}), version {version}</translation>
    </message>
    <message>
        <source>version {version} is here</source>
        <translation>la version {version} est ici</translation>
    </message>
</context>
<context>
    <name>ComputersPage</name>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>Computers</source>
        <translation>Ordinateurs</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>A computer that you expect</source>
        <translation>Un ordinateur que vous attendez</translation>
    </message>
    <message>
        <source>As people call it: Lab 2, by the window. It stands here until it was seen.</source>
        <translation>Comme on l’appelle&#xa0;: Salle 2, près de la fenêtre. Il reste ici jusqu’à ce qu’on l’ait vu.</translation>
    </message>
    <message>
        <source>Expect a computer</source>
        <translation>Attendre un ordinateur</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Computers of the campus</source>
        <translation>Ordinateurs du campus</translation>
    </message>
    <message>
        <source>No computers yet</source>
        <translation>Pas encore d’ordinateur</translation>
    </message>
    <message>
        <source>Type the name of each computer that you expect. Those that are registered come by themselves when you collect and send.</source>
        <translation>Saisissez le nom de chaque ordinateur que vous attendez. Ceux qui sont inscrits viennent d’eux-mêmes quand vous collectez et envoyez.</translation>
    </message>
    <message>
        <source>Expected, and never seen</source>
        <translation>Attendus, et jamais vus</translation>
    </message>
    <message>
        <source>All that they had at their last visit has arrived: {whole} of {all} computers.</source>
        <translation>Tout ce qu’ils avaient à leur dernier passage est arrivé&#xa0;: {whole} ordinateurs sur {all}.</translation>
    </message>
    <message>
        <source>this computer</source>
        <translation>cet ordinateur</translation>
    </message>
    <message>
        <source>Type the name of a computer.</source>
        <translation>Saisissez le nom d’un ordinateur.</translation>
    </message>
</context>
<context>
    <name>ContentsPanel</name>
    <message>
        <source>Part {number}</source>
        <translation>Partie {number}</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Sommaire</translation>
    </message>
    <message>
        <source>Contents of this lesson</source>
        <translation>Sommaire de cette leçon</translation>
    </message>
    <message>
        <source>Close the contents</source>
        <translation>Fermer le sommaire</translation>
    </message>
</context>
<context>
    <name>ContinueCard</name>
    <message>
        <source>Continue where you stopped</source>
        <translation>Reprendre où vous en étiez</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>{completed} of {required} done · {time} left</source>
        <translation>{completed} sur {required} terminées · il reste {time}</translation>
    </message>
</context>
<context>
    <name>Countdown</name>
    <message>
        <source>You can try again in {time}.</source>
        <translation>Vous pourrez réessayer dans {time}.</translation>
    </message>
</context>
<context>
    <name>CourseCardButton</name>
    <message>
        <source>Completed</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>About {time} · {publisher}</source>
        <translation>Environ {time} · {publisher}</translation>
    </message>
    <message>
        <source>{completed} of {required} done · {time} left</source>
        <translation>{completed} sur {required} terminées · il reste {time}</translation>
    </message>
</context>
<context>
    <name>CourseFilter</name>
    <message>
        <source>Filter the courses</source>
        <translation>Filtrer les cours</translation>
    </message>
    <message>
        <source>All languages</source>
        <translation>Toutes les langues</translation>
    </message>
    <message>
        <source>Language of the courses</source>
        <translation>Langue des cours</translation>
    </message>
    <message>
        <source>No course here has these words in this language. Remove a word.</source>
        <translation>Aucun cours d’ici n’a ces mots dans cette langue. Retirez un mot.</translation>
    </message>
</context>
<context>
    <name>CoursePage</name>
    <message>
        <source>Language of the course</source>
        <translation>Langue du cours</translation>
    </message>
    <message>
        <source>Activities</source>
        <translation>Activités</translation>
    </message>
    <message>
        <source>About this course</source>
        <translation>À propos de ce cours</translation>
    </message>
    <message>
        <source>Remove from this computer</source>
        <translation>Retirer de cet ordinateur</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Le garder</translation>
    </message>
    <message>
        <source>The course goes from this computer for everyone. What each person did in it, and all notes, stay; it can be added again from its file.</source>
        <translation>Le cours quitte cet ordinateur pour tout le monde. Ce que chaque personne y a fait et toutes les notes restent&#x202f;; on peut l’ajouter de nouveau depuis son fichier.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Relire</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>{completed} of {required} done · {time} left</source>
        <translation>{completed} sur {required} terminées · il reste {time}</translation>
    </message>
    <message>
        <source>You will be able to: {objectives}</source>
        <translation>Vous saurez&#xa0;: {objectives}</translation>
    </message>
    <message>
        <source>if you like</source>
        <translation>facultatif</translation>
    </message>
    <message>
        <source>best {right} of {items}</source>
        <translation>meilleur score {right} sur {items}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>{answered} of {items} answered</source>
        <translation>{answered} réponses sur {items}</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Commencé</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Leçon</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>Vidéo</translation>
    </message>
    <message>
        <source>Handout</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Practice quiz</source>
        <translation>Quiz d’entraînement</translation>
    </message>
    <message>
        <source>Assignment</source>
        <translation>Travail à rendre</translation>
    </message>
    <message>
        <source>Interactive</source>
        <translation>Interactif</translation>
    </message>
    <message>
        <source>Needs a newer Ujuzi</source>
        <translation>Demande un Ujuzi plus récent</translation>
    </message>
    <message>
        <source>Published by {publisher}</source>
        <translation>Publié par {publisher}</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>About {time} of work</source>
        <translation>Environ {time} de travail</translation>
    </message>
    <message>
        <source>Licence {licence}</source>
        <translation>Licence {licence}</translation>
    </message>
    <message>
        <source>Competencies: {names}</source>
        <translation>Compétences&#xa0;: {names}</translation>
    </message>
</context>
<context>
    <name>DecideCard</name>
    <message>
        <source>What you decide</source>
        <translation>Ce que vous décidez</translation>
    </message>
    <message>
        <source>A slip holds a code. With it she links her profile to the list; if she has one that is linked, it lets her in at a computer where she has never been.</source>
        <translation>Un billet porte un code. Avec lui, cette personne relie son profil à la liste&#x202f;; si elle en a un qui est relié, il lui ouvre un ordinateur où elle n’a jamais été.</translation>
    </message>
</context>
<context>
    <name>DecidedCard</name>
    <message>
        <source>What was decided</source>
        <translation>Ce qui a été décidé</translation>
    </message>
    <message>
        <source>Steward code of this computer</source>
        <translation>Code du gardien</translation>
    </message>
    <message>
        <source>Let it count</source>
        <translation>Valider</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Confirm with the steward code</source>
        <translation>Confirmer avec le code du gardien</translation>
    </message>
    <message>
        <source>Type the steward code.</source>
        <translation>Saisissez le code du gardien.</translation>
    </message>
    <message>
        <source>It counts on this computer now.</source>
        <translation>Cela compte maintenant sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>Enlarged</name>
    <message>
        <source>Close the picture</source>
        <translation>Fermer l’image</translation>
    </message>
</context>
<context>
    <name>ExpectedCard</name>
    <message>
        <source>Expected</source>
        <translation>Attendu</translation>
    </message>
    <message>
        <source>Register it, then write to a stick there, and collect. It is known by its name: it must be the one that it was registered by.</source>
        <translation>Inscrivez-le, puis, sur cet ordinateur, écrivez sur une clé USB, et collectez. On le reconnaît à son nom&#xa0;: ce doit être celui sous lequel il est inscrit.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Change the name</source>
        <translation>Changer le nom</translation>
    </message>
    <message>
        <source>Expect it no longer</source>
        <translation>Ne plus l’attendre</translation>
    </message>
    <message>
        <source>Type the name of a computer.</source>
        <translation>Saisissez le nom d’un ordinateur.</translation>
    </message>
</context>
<context>
    <name>FactsCard</name>
    <message>
        <source>What is known of it</source>
        <translation>Ce que l’on en sait</translation>
    </message>
</context>
<context>
    <name>FeedbackPanel</name>
    <message>
        <source>That is right</source>
        <translation>C’est juste</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Pas encore</translation>
    </message>
    <message>
        <source>{choice}:</source>
        <translation>{choice}&#xa0;:</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this lesson</source>
        <translation>Chercher dans cette leçon</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Endroit précédent</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Endroit suivant</translation>
    </message>
    <message>
        <source>Close finding</source>
        <translation>Fermer la recherche</translation>
    </message>
    <message>
        <source>Not in this part</source>
        <translation>Pas dans cette partie</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n endroit</numerusform>
            <numerusform>%n endroits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingsPage</name>
    <message>
        <source>This course cannot be shown yet</source>
        <translation>Ce cours ne peut pas encore être affiché</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>À revoir</translation>
    </message>
    <message>
        <source>Mend what is listed here: the folder is read again when a file is saved.</source>
        <translation>Corrigez ce qui est indiqué ici&#xa0;: le dossier est relu dès qu’un fichier est enregistré.</translation>
    </message>
    <message>
        <source>What to mend, by file and line</source>
        <translation>Ce qu’il faut corriger, par fichier et par ligne</translation>
    </message>
</context>
<context>
    <name>FirstStartPage</name>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation>Étape {number} sur {count}</translation>
    </message>
    <message>
        <source>I agree, create my profile</source>
        <translation>J’accepte et je crée mon profil</translation>
    </message>
    <message>
        <source>Start learning</source>
        <translation>Commencer à apprendre</translation>
    </message>
    <message>
        <source>No, I am somebody else</source>
        <translation>Non, je suis quelqu’un d’autre</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
</context>
<context>
    <name>FolderCard</name>
    <message>
        <source>By stick or shared folder</source>
        <translation>Par clé USB ou dossier partagé</translation>
    </message>
    <message>
        <source>Where this computer has no network, write to a stick or to a shared folder. Your coordinator brings it to the hub. Everything stays on this computer until the hub has it, and nobody who finds the stick can read it.</source>
        <translation>Là où cet ordinateur n’a pas de réseau, écrivez sur une clé USB ou dans un dossier partagé. La coordination de votre campus l’apporte au serveur. Tout reste sur cet ordinateur jusqu’à ce que le serveur l’ait, et personne ne peut lire une clé trouvée.</translation>
    </message>
    <message>
        <source>Write to a folder</source>
        <translation>Écrire dans un dossier</translation>
    </message>
    <message>
        <source>This computer also leaves its results in “{folder}”, by itself.</source>
        <translation>Cet ordinateur dépose aussi ses résultats dans «&#xa0;{folder}&#xa0;», automatiquement.</translation>
    </message>
    <message>
        <source>“{folder}”, where this computer leaves its results by itself, has not been there since {date}. Nothing is lost; it is tried again.</source>
        <translation>«&#xa0;{folder}&#xa0;», où cet ordinateur dépose automatiquement ses résultats, n’est plus accessible depuis le {date}. Rien n’est perdu&#x202f;; un nouvel essai suivra.</translation>
    </message>
    <message>
        <source>Some of it left on {date}, three weeks ago or more, and no word has come that it arrived. Tell your coordinator. Everything is still on this computer.</source>
        <translation>Une partie est en route depuis le {date}, trois semaines ou plus, et rien ne dit qu’elle est arrivée. Prévenez la coordination de votre campus. Tout est encore sur cet ordinateur.</translation>
    </message>
    <message>
        <source>On the way: {records} at the collection point, left {date}.</source>
        <translation>En chemin&#xa0;: {records} au point de collecte, déposés le {date}.</translation>
    </message>
    <message>
        <source>On the way: {records} in “{folder}”, written {date}.</source>
        <translation>En route&#xa0;: {records} dans «&#xa0;{folder}&#xa0;», écrits {date}.</translation>
    </message>
    <message>
        <source>A stick or shared folder</source>
        <translation>Une clé USB ou un dossier partagé</translation>
    </message>
</context>
<context>
    <name>FrameworkCard</name>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>Recommencer</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>Show this to my institution, with my name</source>
        <translation>Montrer ceci à mon établissement, avec mon nom</translation>
    </message>
    <message>
        <source>Your institution sees your name and how you rated yourself by competency. Remove the tick and it no longer does.</source>
        <translation>Votre établissement voit votre nom et votre niveau par compétence, selon vous. Décochez, et il ne les voit plus.</translation>
    </message>
    <message>
        <source>Without this tick your institution sees only averages of five people or more, and never your name.</source>
        <translation>Sans cette coche, votre établissement ne voit que des moyennes de cinq personnes ou plus, et jamais votre nom.</translation>
    </message>
    <message>
        <source>You rated yourself on {day}.</source>
        <translation>Votre autoévaluation date du {day}.</translation>
    </message>
    <message>
        <source>The first time was on {day}.</source>
        <translation>La première fois, c’était le {day}.</translation>
    </message>
    <message>
        <source>{rated} of {count} statements are rated; go on where you stopped.</source>
        <translation>{rated} énoncés sur {count} sont évalués&#x202f;; reprenez où vous en étiez.</translation>
    </message>
    <message>
        <source>Statements to rate: {count}. It takes about {time}, and you can stop at any time.</source>
        <translation>Énoncés à évaluer&#xa0;: {count}. Il faut environ {time}, et vous pouvez vous arrêter à tout moment.</translation>
    </message>
    <message>
        <source>Do it again after studying, to compare with the first time.</source>
        <translation>Recommencez après avoir étudié, pour comparer avec la première fois.</translation>
    </message>
</context>
<context>
    <name>HandInSheet</name>
    <message>
        <source>Hand in your answers?</source>
        <translation>Remettre vos réponses&#x202f;?</translation>
    </message>
    <message>
        <source>Time is up</source>
        <translation>Le temps est écoulé</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) are still open. An open question counts as not right.</source>
        <translation>
            <numerusform>%n question est encore sans réponse. Elle comptera comme fausse.</numerusform>
            <numerusform>%n questions sont encore sans réponse. Elles compteront comme fausses.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every question is answered.</source>
        <translation>Toutes les questions ont une réponse.</translation>
    </message>
    <message>
        <source>Once handed in, the answers are sealed for the hub: they can neither be changed nor be read on this computer.</source>
        <translation>Une fois remises, les réponses sont scellées pour le serveur&#xa0;: elles ne peuvent plus être modifiées ni lues sur cet ordinateur.</translation>
    </message>
    <message numerus="yes">
        <source>Hand in with %n open question(s)</source>
        <translation>
            <numerusform>Remettre avec %n question sans réponse</numerusform>
            <numerusform>Remettre avec %n questions sans réponse</numerusform>
        </translation>
    </message>
    <message>
        <source>Hand in now</source>
        <translation>Remettre maintenant</translation>
    </message>
</context>
<context>
    <name>HandedInSheet</name>
    <message>
        <source>Handed in</source>
        <translation>Évaluation remise</translation>
    </message>
    <message>
        <source>Time was up, so your answers were handed in as they were: {standing}.</source>
        <translation>Le temps était écoulé&#x202f;; vos réponses ont été remises telles quelles&#xa0;: {standing}.</translation>
    </message>
    <message>
        <source>They go to the hub with the next exchange.</source>
        <translation>Elles partent au serveur avec le prochain échange.</translation>
    </message>
    <message>
        <source>The hub grades them. The result comes back with that exchange or a later one, and is shown on the page Assessments.</source>
        <translation>Le serveur les note. Le résultat revient avec cet échange ou un suivant et s’affiche sur la page Évaluations.</translation>
    </message>
    <message>
        <source>Your answers are sealed: nobody can read them here any more.</source>
        <translation>Vos réponses sont scellées&#xa0;: personne ne peut plus les lire ici.</translation>
    </message>
</context>
<context>
    <name>HandoutPane</name>
    <message>
        <source>Previous page</source>
        <translation>Page précédente</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Page suivante</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Plus petit</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Plus grand</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>Ajuster à la largeur</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>Enregistrer une copie</translation>
    </message>
    <message>
        <source>This handout cannot be shown here</source>
        <translation>Ce document ne peut pas être affiché ici</translation>
    </message>
    <message>
        <source>Save a copy and open it with another program, or print it elsewhere.</source>
        <translation>Enregistrez une copie et ouvrez-la avec un autre programme, ou imprimez-la ailleurs.</translation>
    </message>
    <message>
        <source>Page {page} of {pages}</source>
        <translation>Page {page} sur {pages}</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Print this page</source>
        <translation>Imprimer cette page</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Sujets</translation>
    </message>
</context>
<context>
    <name>HistoryCard</name>
    <message>
        <source>Last exchanges</source>
        <translation>Derniers échanges</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Aucun pour l’instant.</translation>
    </message>
    <message>
        <source>Arrived: {records}. Sent {up}, received {down}.</source>
        <translation>Arrivés&#xa0;: {records}. Envoyé {up}, reçu {down}.</translation>
    </message>
    <message>
        <source>For other computers: {what}</source>
        <translation>Pour d’autres ordinateurs&#xa0;: {what}</translation>
    </message>
</context>
<context>
    <name>InlineChoiceQuestion</name>
    <message>
        <source>Choose what belongs in each gap.</source>
        <translation>Choisissez ce qui convient dans chaque blanc.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
    <message>
        <source>Gap {number}</source>
        <translation>Blanc {number}</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Juste</translation>
    </message>
    <message>
        <source>“{words}” belongs here</source>
        <translation>Ici convient «&#xa0;{words}&#xa0;»</translation>
    </message>
</context>
<context>
    <name>KeeperPanel</name>
    <message>
        <source>For whoever keeps this computer</source>
        <translation>Pour la personne qui garde cet ordinateur</translation>
    </message>
    <message>
        <source>Who no longer uses this computer</source>
        <translation>Une personne n’utilise plus cet ordinateur</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Personne</translation>
    </message>
    <message>
        <source>Take off this computer</source>
        <translation>Retirer de cet ordinateur</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Taken off</source>
        <translation>Personnes retirées</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>last here {date}</source>
        <translation>dernier passage le {date}</translation>
    </message>
    <message>
        <source>{name} will no longer be able to sign in on this computer.</source>
        <translation>{name} ne pourra plus ouvrir de session sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Make a new steward code if somebody saw the old one, or if somebody else takes over. If it is lost, an administrator of this computer makes a new one with the command “ujuzi steward-code new”.</source>
        <translation>Créez un nouveau code du gardien si quelqu’un a vu l’ancien, ou si quelqu’un d’autre prend le relais. S’il est perdu, une personne qui administre cet ordinateur en crée un autre avec la commande «&#xa0;ujuzi steward-code new&#xa0;».</translation>
    </message>
    <message>
        <source>A person who is taken off leaves the sign-in at once. What this person did here goes 90 days after it has reached the hub.</source>
        <translation>Une personne retirée disparaît aussitôt de l’ouverture de session. Ce qu’elle a fait ici s’efface 90 jours après être arrivé au serveur.</translation>
    </message>
    <message>
        <source>Save a copy of this person&apos;s data</source>
        <translation>Enregistrer une copie de ses données</translation>
    </message>
    <message>
        <source>Let this person sign in again</source>
        <translation>Rouvrir l’accès</translation>
    </message>
    <message>
        <source>{name} will no longer be able to sign in on this computer, and it is not registered: the work is here alone. Save a copy of it first.</source>
        <translation>{name} ne pourra plus ouvrir de session sur cet ordinateur, et celui-ci n’est pas inscrit&#xa0;: son travail n’est qu’ici. Enregistrez-en d’abord une copie.</translation>
    </message>
    <message>
        <source>Take {name} off</source>
        <translation>Retirer {name}</translation>
    </message>
    <message>
        <source>{name} is off this computer.</source>
        <translation>{name} n’est plus sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Where to save the copy</source>
        <translation>Où enregistrer la copie</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Enregistré sous {path}</translation>
    </message>
</context>
<context>
    <name>LanguageStep</name>
    <message>
        <source>Welcome to Ujuzi</source>
        <translation>Bienvenue dans Ujuzi</translation>
    </message>
    <message>
        <source>Study, practise and show what you can do, with no internet.</source>
        <translation>Apprenez, exercez-vous et montrez ce que vous savez faire, sans internet.</translation>
    </message>
    <message>
        <source>Which language do you prefer?</source>
        <translation>Quelle langue préférez-vous&#x202f;?</translation>
    </message>
</context>
<context>
    <name>LeadersReportsPage</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Nothing is told yet</source>
        <translation>Rien n’est encore communiqué</translation>
    </message>
    <message>
        <source>Once a day the hub tells how people of your institution stand in each course, in groups of five and more. It comes with the next exchange.</source>
        <translation>Une fois par jour, le serveur communique où en sont les personnes de votre établissement dans chaque cours, par groupes de cinq et plus. Cela arrive avec le prochain échange.</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Synchroniser</translation>
    </message>
</context>
<context>
    <name>LearnPage</name>
    <message>
        <source>Learn</source>
        <translation>Apprendre</translation>
    </message>
    <message>
        <source>Add a course</source>
        <translation>Ajouter un cours</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>Annonces</translation>
    </message>
    <message>
        <source>From a file</source>
        <translation>Depuis un fichier</translation>
    </message>
    <message>
        <source>From a stick</source>
        <translation>Depuis une clé USB</translation>
    </message>
    <message>
        <source>From the collection point</source>
        <translation>Depuis le point de collecte</translation>
    </message>
    <message>
        <source>Courses on the stick</source>
        <translation>Cours sur la clé USB</translation>
    </message>
    <message>
        <source>No course is on this computer yet</source>
        <translation>Aucun cours sur cet ordinateur</translation>
    </message>
    <message>
        <source>Put in the USB stick with a course, or ask your coordinator for the file. You can also drop a course file on this window.</source>
        <translation>Branchez la clé USB qui contient un cours, ou demandez le fichier à la coordination de votre campus. Vous pouvez aussi déposer un fichier de cours sur cette fenêtre.</translation>
    </message>
    <message>
        <source>Asked for by your institution</source>
        <translation>Demandé par votre établissement</translation>
    </message>
    <message>
        <source>My courses</source>
        <translation>Mes cours</translation>
    </message>
    <message>
        <source>New on this computer</source>
        <translation>Nouveau sur cet ordinateur</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Terminés</translation>
    </message>
    <message>
        <source>Ujuzi courses</source>
        <translation>Cours Ujuzi</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Tous les fichiers</translation>
    </message>
    <message>
        <source>No course was found on a stick. Put one in, or choose the file yourself.</source>
        <translation>Aucun cours trouvé sur une clé USB. Branchez-en une, ou choisissez le fichier vous-même.</translation>
    </message>
</context>
<context>
    <name>LeavingCard</name>
    <message>
        <source>May I retire, reinstall or move this computer?</source>
        <translation>Puis-je retirer, réinstaller ou déplacer cet ordinateur&#x202f;?</translation>
    </message>
    <message>
        <source>It is closed at the computer itself, by whoever keeps it: at the door, under “Keep this computer”. Then write to a stick there once more, and collect.</source>
        <translation>On le ferme sur l’ordinateur même, et c’est la personne qui le garde qui le fait&#xa0;: à l’entrée, sous «&#xa0;Garder cet ordinateur&#xa0;». Puis, sur cet ordinateur, écrivez une dernière fois sur une clé USB, et collectez.</translation>
    </message>
</context>
<context>
    <name>LessonPane</name>
    <message>
        <source>This link needs the internet: {address}</source>
        <translation>Ce lien demande internet&#xa0;: {address}</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copier l’adresse</translation>
    </message>
    <message>
        <source>The address was copied: {address}</source>
        <translation>L’adresse a été copiée&#xa0;: {address}</translation>
    </message>
</context>
<context>
    <name>LessonText</name>
    <message>
        <source>Note about this passage</source>
        <translation>Note sur ce passage</translation>
    </message>
    <message>
        <source>Needs the internet</source>
        <translation>Demande internet</translation>
    </message>
    <message>
        <source>A picture is missing here. It shows:</source>
        <translation>Une image manque ici. Elle montre&#xa0;:</translation>
    </message>
    <message>
        <source>See it larger</source>
        <translation>Voir en plus grand</translation>
    </message>
</context>
<context>
    <name>LinkCard</name>
    <message>
        <source>Your institution&apos;s list</source>
        <translation>La liste de votre établissement</translation>
    </message>
    <message>
        <source>Code from your coordinator</source>
        <translation>Code de la coordination de votre campus</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Relier</translation>
    </message>
    <message>
        <source>This is not me</source>
        <translation>Ce n’est pas moi</translation>
    </message>
    <message>
        <source>Reports for leaders</source>
        <translation>Rapports pour responsables</translation>
    </message>
    <message>
        <source>Who you are on that list shows here once the hub has confirmed this computer.</source>
        <translation>La personne de la liste que vous êtes apparaît ici dès que le serveur a confirmé cet ordinateur.</translation>
    </message>
    <message>
        <source>You are {name}, {role}, on the list of your institution.</source>
        <translation>Vous êtes {name}, {role}, sur la liste de votre établissement.</translation>
    </message>
    <message>
        <source>Your profile is not yet linked to the list of your institution. Certificates are given to people on that list: ask your coordinator for a code.</source>
        <translation>Votre profil n’est pas encore relié à la liste de votre établissement. Les certificats sont délivrés aux personnes de cette liste&#xa0;: demandez un code à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>A code of somebody else was typed for this profile. Your coordinator decides; until then all stays as it is.</source>
        <translation>Le code d’une autre personne a été saisi pour ce profil. La coordination de votre campus décidera&#x202f;; d’ici là, rien ne change.</translation>
    </message>
    <message>
        <source>The code goes to the hub with the next exchange.</source>
        <translation>Le code part au serveur avec le prochain échange.</translation>
    </message>
    <message>
        <source>The hub did not take this code: it was used, has run out, or was mistyped. Ask your coordinator for a new one.</source>
        <translation>Le serveur n’a pas pris ce code&#xa0;: il a été utilisé, a expiré ou a été mal saisi. Demandez-en un nouveau à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>Type the code.</source>
        <translation>Saisissez le code.</translation>
    </message>
</context>
<context>
    <name>ListCard</name>
    <message>
        <source>Your list of issuers</source>
        <translation>Votre liste des émetteurs</translation>
    </message>
    <message>
        <source>Add a newer list from a file or stick</source>
        <translation>Ajouter une liste plus récente</translation>
    </message>
    <message>
        <source>Steward code</source>
        <translation>Code du gardien</translation>
    </message>
    <message>
        <source>This list comes from an authority that this computer does not know yet. Ask your National Centre to read out its fingerprint, and compare:</source>
        <translation>Cette liste vient d’une autorité que cet ordinateur ne connaît pas encore. Demandez à votre Centre national de vous lire son empreinte, et comparez&#xa0;:</translation>
    </message>
    <message>
        <source>Whoever keeps this computer has had it since the first start.</source>
        <translation>La personne qui garde cet ordinateur l’a depuis le premier démarrage.</translation>
    </message>
    <message>
        <source>Trust this authority</source>
        <translation>Faire confiance à cette autorité</translation>
    </message>
    <message>
        <source>There is none on this computer yet. It comes with the first exchange with the hub, or in a file on a USB stick.</source>
        <translation>Il n’y en a pas encore sur cet ordinateur. Elle arrive avec le premier échange avec le serveur, ou dans un fichier sur une clé USB.</translation>
    </message>
    <message numerus="yes">
        <source>As of {day}: %n issuer(s)</source>
        <translation>
            <numerusform>Au {day}&#xa0;: %n émetteur</numerusform>
            <numerusform>Au {day}&#xa0;: %n émetteurs</numerusform>
        </translation>
    </message>
    <message>
        <source>It is {time} old: get a newer one.</source>
        <translation>Elle date de {time}&#xa0;: procurez-vous-en une plus récente.</translation>
    </message>
    <message>
        <source>The list was added.</source>
        <translation>La liste a été ajoutée.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Something went wrong in Ujuzi. Your work is saved; you can go on.</source>
        <translation>Quelque chose n’a pas marché dans Ujuzi. Votre travail est enregistré&#x202f;; vous pouvez continuer.</translation>
    </message>
    <message>
        <source>Save a report</source>
        <translation>Enregistrer un rapport</translation>
    </message>
    <message>
        <source>The stick was taken out while Ujuzi was open. All that was said to be saved is here. Next time, close Ujuzi first.</source>
        <translation>La clé a été retirée pendant qu’Ujuzi était ouvert. Tout ce qui était annoncé comme enregistré est là. La prochaine fois, fermez d’abord Ujuzi.</translation>
    </message>
    <message>
        <source>This data was copied from another stick, so it counts as another computer from now on. Nothing is lost, and nothing counts twice.</source>
        <translation>Ces données ont été copiées depuis une autre clé USB&#xa0;: elles comptent désormais comme un autre ordinateur. Rien n’est perdu, et rien ne compte deux fois.</translation>
    </message>
    <message>
        <source>An earlier copy of the data was put back. What it took the place of is kept beside it: show it to your coordinator.</source>
        <translation>Une copie antérieure des données a été remise en place. Ce qu’elle remplace est gardé à côté&#xa0;: montrez-le à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>There was no input for nine minutes. In one minute you are signed out; press any key or move the mouse to stay. Your work is saved.</source>
        <translation>Aucune activité depuis neuf minutes. Votre session se ferme dans une minute&#x202f;; appuyez sur une touche ou bougez la souris pour rester. Votre travail est enregistré.</translation>
    </message>
    <message>
        <source>Stay signed in</source>
        <translation>Garder ma session ouverte</translation>
    </message>
    <message>
        <source>You were signed out after ten minutes without input. Your work is saved.</source>
        <translation>Votre session a été fermée après dix minutes sans activité. Votre travail est enregistré.</translation>
    </message>
    <message>
        <source>What you typed is not saved yet. Make room on the disk, and it will be; or close the window once more to leave without it.</source>
        <translation>Ce que vous avez saisi n’est pas encore enregistré. Libérez de la place sur le disque, et ce sera fait&#x202f;; ou fermez encore une fois la fenêtre pour partir sans.</translation>
    </message>
    <message>
        <source>The stick is back, and all that was said to be saved is here. Close Ujuzi before you take it out.</source>
        <translation>La clé USB est revenue, et tout ce qui était annoncé comme enregistré est là. Fermez Ujuzi avant de la retirer.</translation>
    </message>
    <message>
        <source>The last change could not be saved</source>
        <translation>La dernière modification n’a pas pu être enregistrée</translation>
    </message>
    <message>
        <source>Not everything is saved yet</source>
        <translation>Tout n’est pas encore enregistré</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>{path} could not be written. Choose another folder.</source>
        <translation>Impossible d’écrire {path}. Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Enregistré sous {path}</translation>
    </message>
</context>
<context>
    <name>MatchQuestion</name>
    <message>
        <source>Choose what belongs to each line.</source>
        <translation>Choisissez ce qui va avec chaque ligne.</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Juste</translation>
    </message>
    <message>
        <source>Belongs to “{target}”</source>
        <translation>Va avec «&#xa0;{target}&#xa0;»</translation>
    </message>
</context>
<context>
    <name>MembersCard</name>
    <message>
        <source>Who is in it</source>
        <translation>Qui en fait partie</translation>
    </message>
    <message>
        <source>To put people in or take them out, tick them under People, press “Enrol”, and choose this cohort.</source>
        <translation>Pour y mettre des personnes ou les en retirer, cochez-les sous Personnes, appuyez sur «&#xa0;Inscrire&#xa0;» et choisissez cette cohorte.</translation>
    </message>
    <message>
        <source>Put people in</source>
        <translation>Y mettre des personnes</translation>
    </message>
    <message>
        <source>Show them under People</source>
        <translation>Les montrer sous Personnes</translation>
    </message>
    <message>
        <source>People of this cohort</source>
        <translation>Personnes de cette cohorte</translation>
    </message>
</context>
<context>
    <name>NameStep</name>
    <message>
        <source>Type your name.</source>
        <translation>Saisissez votre nom.</translation>
    </message>
    <message>
        <source>What is your name?</source>
        <translation>Quel est votre nom&#x202f;?</translation>
    </message>
    <message>
        <source>Colleagues on this computer will see it when they sign in.</source>
        <translation>Vos collègues le verront sur cet ordinateur en ouvrant leur session.</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nom complet</translation>
    </message>
    <message>
        <source>As it is on your identity card</source>
        <translation>Comme sur votre pièce d’identité</translation>
    </message>
    <message>
        <source>Is this you?</source>
        <translation>Est-ce vous&#x202f;?</translation>
    </message>
    <message>
        <source>Somebody of this name studies here already. If it is you, press your name: your courses, notes and answers are there.</source>
        <translation>Quelqu’un de ce nom étudie déjà ici. Si c’est vous, appuyez sur votre nom&#xa0;: vos cours, vos notes et vos réponses y sont.</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>These are two different passphrases.</source>
        <translation>Ce sont deux phrases différentes.</translation>
    </message>
    <message>
        <source>{count} letters or more; several words are best.</source>
        <translation>Au moins {count} lettres&#x202f;; plusieurs mots valent mieux.</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Nouvelle phrase secrète</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>La même encore une fois</translation>
    </message>
</context>
<context>
    <name>NewPin</name>
    <message numerus="yes">
        <source>A PIN has at least %n digit(s).</source>
        <translation>
            <numerusform>Un code PIN a au moins %n chiffre.</numerusform>
            <numerusform>Un code PIN a au moins %n chiffres.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two are not the same. Type it again.</source>
        <translation>Les deux diffèrent. Saisissez-le de nouveau.</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>Nouveau code PIN</translation>
    </message>
    <message numerus="yes">
        <source>At least %n digit(s)</source>
        <translation>
            <numerusform>Au moins %n chiffre</numerusform>
            <numerusform>Au moins %n chiffres</numerusform>
        </translation>
    </message>
    <message>
        <source>The same PIN again</source>
        <translation>Le même code PIN, encore une fois</translation>
    </message>
</context>
<context>
    <name>NewStewardCode</name>
    <message>
        <source>Type the steward code.</source>
        <translation>Saisissez le code du gardien.</translation>
    </message>
    <message>
        <source>Steward code</source>
        <translation>Code du gardien</translation>
    </message>
    <message>
        <source>Or the code that a coordinator gave to make a new one here.</source>
        <translation>Ou le code que la coordination a donné pour en faire un nouveau ici.</translation>
    </message>
    <message>
        <source>Make a new code</source>
        <translation>Créer un nouveau code</translation>
    </message>
    <message>
        <source>This will be the steward code. Print or save it, and keep it away from this computer; until you press the button below, the old one goes on.</source>
        <translation>Voici le futur code du gardien. Imprimez-le ou enregistrez-le, et gardez-le loin de cet ordinateur&#x202f;; tant que vous n’appuyez pas sur le bouton ci-dessous, l’ancien reste valable.</translation>
    </message>
    <message>
        <source>Use the new code</source>
        <translation>Utiliser le nouveau code</translation>
    </message>
    <message>
        <source>Keep the old code</source>
        <translation>Garder l’ancien code</translation>
    </message>
    <message>
        <source>The new code is in force; the old one opens nothing.</source>
        <translation>Le nouveau code est en vigueur&#x202f;; l’ancien n’ouvre plus rien.</translation>
    </message>
</context>
<context>
    <name>NotesPage</name>
    <message>
        <source>My notes</source>
        <translation>Mes notes</translation>
    </message>
    <message>
        <source>Print my notes</source>
        <translation>Imprimer mes notes</translation>
    </message>
    <message>
        <source>Notes and bookmarks</source>
        <translation>Notes et signets</translation>
    </message>
    <message>
        <source>No notes yet</source>
        <translation>Pas encore de notes</translation>
    </message>
    <message>
        <source>Write a note or set a bookmark beside any lesson; you find them all here.</source>
        <translation>Écrivez une note ou posez un signet à côté d’une leçon&#x202f;; vous les retrouvez tous ici.</translation>
    </message>
    <message>
        <source>A course that is no longer here</source>
        <translation>Un cours qui n’est plus ici</translation>
    </message>
    <message>
        <source>A lesson that is no longer here</source>
        <translation>Une leçon qui n’est plus ici</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Signet</translation>
    </message>
    <message>
        <source>This course is no longer on this computer.</source>
        <translation>Ce cours n’est plus sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Annuler (Ctrl+Z)</translation>
    </message>
    <message>
        <source>My notes</source>
        <translation>Mes notes</translation>
    </message>
    <message>
        <source>Close the notes</source>
        <translation>Fermer les notes</translation>
    </message>
    <message>
        <source>Write a note on this page</source>
        <translation>Écrire une note sur cette page</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Change the note: {text}</source>
        <translation>Modifier la note&#xa0;: {text}</translation>
    </message>
    <message>
        <source>Remove the note: {text}</source>
        <translation>Supprimer la note&#xa0;: {text}</translation>
    </message>
    <message>
        <source>The note was removed.</source>
        <translation>La note a été supprimée.</translation>
    </message>
    <message>
        <source>Save change</source>
        <translation>Enregistrer la modification</translation>
    </message>
    <message>
        <source>Save note</source>
        <translation>Enregistrer la note</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close this message</source>
        <translation>Fermer ce message</translation>
    </message>
</context>
<context>
    <name>NumericQuestion</name>
    <message>
        <source>Type a number, without its unit.</source>
        <translation>Saisissez un nombre, sans son unité.</translation>
    </message>
    <message>
        <source>{typed} can be read in two ways. Type {whole} or {decimal}.</source>
        <translation>{typed} peut se lire de deux façons. Saisissez {whole} ou {decimal}.</translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message>
        <source>Handed in on {date}.</source>
        <translation>Remise le {date}.</translation>
    </message>
    <message>
        <source>The result comes with the next exchange, or a later one: see Sync.</source>
        <translation>Le résultat viendra avec le prochain échange ou un suivant&#xa0;: voir Synchroniser.</translation>
    </message>
    <message numerus="yes">
        <source>%n attempt(s) wait for the hub</source>
        <translation>
            <numerusform>%n tentative attend le serveur</numerusform>
            <numerusform>%n tentatives attendent le serveur</numerusform>
        </translation>
    </message>
    <message>
        <source>The hub could not read an attempt</source>
        <translation>Le serveur n’a pas pu lire une tentative</translation>
    </message>
    <message>
        <source>Tell your coordinator, who can find out why.</source>
        <translation>Prévenez la coordination de votre campus, qui peut en trouver la raison.</translation>
    </message>
    <message>
        <source>Other attempts</source>
        <translation>Autres tentatives</translation>
    </message>
    <message>
        <source>Passing counts for your certificate. Answers are sealed when you hand in: only the hub can read them.</source>
        <translation>La réussite compte pour votre certificat. Les réponses sont scellées à la remise&#xa0;: seul le serveur peut les lire.</translation>
    </message>
    <message>
        <source>Certificates are given to people on their institution&apos;s list: link your profile in Settings.</source>
        <translation>Les certificats sont délivrés aux personnes inscrites sur la liste de leur établissement&#xa0;: reliez votre profil dans Réglages.</translation>
    </message>
    <message>
        <source>Supervised: your coordinator gives you a code to begin.</source>
        <translation>Sous surveillance&#xa0;: la coordination de votre campus vous donne un code pour commencer.</translation>
    </message>
    <message>
        <source>Go on where you stopped</source>
        <translation>Reprendre où vous en étiez</translation>
    </message>
    <message>
        <source>Register this computer</source>
        <translation>Inscrire cet ordinateur</translation>
    </message>
    <message>
        <source>Go to Sync</source>
        <translation>Aller à Synchroniser</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>Study: {competency}</source>
        <translation>Étudier&#xa0;: {competency}</translation>
    </message>
    <message>
        <source>Go to the course</source>
        <translation>Aller au cours</translation>
    </message>
</context>
<context>
    <name>OfferedRow</name>
    <message>
        <source>Get it</source>
        <translation>Recevoir</translation>
    </message>
    <message>
        <source>Go on getting it</source>
        <translation>Continuer à recevoir</translation>
    </message>
    <message>
        <source>{size}, of which {part} have come</source>
        <translation>{size}, dont {part} déjà arrivés</translation>
    </message>
    <message>
        <source>version {version}</source>
        <translation>version {version}</translation>
    </message>
    <message>
        <source>version {version}, in place of version {installed}</source>
        <translation>version {version}, à la place de la version {installed}</translation>
    </message>
    <message>
        <source>Signed by {publisher}</source>
        <translation>Signé par {publisher}</translation>
    </message>
    <message>
        <source>Signed by {publisher}, who is not yet trusted on this computer: ask your coordinator for the course file, and add it under Learn.</source>
        <translation>Signé par {publisher}, à qui cet ordinateur ne fait pas encore confiance&#xa0;: demandez le fichier du cours à votre coordination, et ajoutez-le sous «&#xa0;Apprendre&#xa0;».</translation>
    </message>
</context>
<context>
    <name>OfficeCard</name>
    <message>
        <source>Code from your institution</source>
        <translation>Code de votre établissement</translation>
    </message>
    <message>
        <source>Twelve letters and digits, good for 14 days.</source>
        <translation>Douze lettres et chiffres, valables 14 jours.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>I am coordinator on another computer</source>
        <translation>Je suis à la coordination sur un autre ordinateur</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Revenir</translation>
    </message>
    <message>
        <source>I have written them down</source>
        <translation>Je les ai notés</translation>
    </message>
    <message>
        <source>Become coordinator</source>
        <translation>Prendre la coordination</translation>
    </message>
    <message>
        <source>Show the words again</source>
        <translation>Montrer les mots encore une fois</translation>
    </message>
    <message>
        <source>Ask the hub now</source>
        <translation>Demander au serveur maintenant</translation>
    </message>
    <message>
        <source>Save the request as a file</source>
        <translation>Enregistrer la demande dans un fichier</translation>
    </message>
    <message>
        <source>Open the answer</source>
        <translation>Ouvrir la réponse</translation>
    </message>
    <message>
        <source>Use another code</source>
        <translation>Utiliser un autre code</translation>
    </message>
    <message>
        <source>I have found my old words</source>
        <translation>J’ai retrouvé mes anciens mots</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>I no longer have the words</source>
        <translation>Je n’ai plus les mots</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Verrouiller maintenant</translation>
    </message>
    <message>
        <source>Save the keys for my other computer</source>
        <translation>Enregistrer les clés pour mon autre ordinateur</translation>
    </message>
    <message>
        <source>The first four letters of each word are enough.</source>
        <translation>Les quatre premières lettres de chaque mot suffisent.</translation>
    </message>
    <message>
        <source>Your six words</source>
        <translation>Vos six mots</translation>
    </message>
    <message>
        <source>Show what I type</source>
        <translation>Montrer ce que je saisis</translation>
    </message>
    <message>
        <source>Write down these six words</source>
        <translation>Notez ces six mots</translation>
    </message>
    <message>
        <source>Type the six words</source>
        <translation>Saisissez les six mots</translation>
    </message>
    <message>
        <source>Waiting for the hub</source>
        <translation>En attente du serveur</translation>
    </message>
    <message>
        <source>Your coordinator’s keys are locked</source>
        <translation>Vos clés de coordination sont verrouillées</translation>
    </message>
    <message>
        <source>You can act as coordinator</source>
        <translation>Vous pouvez agir pour la coordination</translation>
    </message>
    <message>
        <source>Your institution gives you a code. This computer then makes keys with which you act for your campus, also where there is no network.</source>
        <translation>Votre établissement vous donne un code. Cet ordinateur fabrique alors des clés avec lesquelles vous agissez pour votre campus, même sans réseau.</translation>
    </message>
    <message>
        <source>They open your keys each time. Keep the paper away from this computer: nobody can tell you the words again.</source>
        <translation>Ils ouvrent vos clés chaque fois. Gardez le papier loin de cet ordinateur&#xa0;: personne ne pourra vous redire ces mots.</translation>
    </message>
    <message>
        <source>From your paper, to be sure that they are written down.</source>
        <translation>D’après votre papier, pour être sûr qu’ils sont notés.</translation>
    </message>
    <message>
        <source>The hub has to make you coordinator. Where there is no network, send the file to whoever keeps the hub, and open the answer here.</source>
        <translation>Le serveur doit vous confier la coordination. Sans réseau, envoyez le fichier à la personne qui tient le serveur, puis ouvrez la réponse ici.</translation>
    </message>
    <message>
        <source>Type the six words to act for your campus.</source>
        <translation>Saisissez les six mots pour agir au nom de votre campus.</translation>
    </message>
    <message>
        <source>Your keys lock by themselves after ten minutes without use. Your office runs until {day}; it is renewed by itself while you are active.</source>
        <translation>Vos clés se verrouillent seules après dix minutes sans activité. Votre charge court jusqu’au {day}&#x202f;; elle se renouvelle d’elle-même tant que vous êtes en activité.</translation>
    </message>
    <message>
        <source>The hub has not been heard for half a year. What you do counts at each computer once its steward code is typed beside it; exchange with the hub to end that.</source>
        <translation>Le serveur n’a pas été joint depuis six mois. Ce que vous faites compte sur chaque ordinateur dès que son code du gardien y est saisi&#x202f;; échangez avec le serveur pour y mettre fin.</translation>
    </message>
    <message>
        <source>You are no longer coordinator of this campus. With a new code from your institution you can be again.</source>
        <translation>Vous n’êtes plus à la coordination de ce campus. Un nouveau code de votre établissement peut vous la rendre.</translation>
    </message>
    <message>
        <source>Type the code.</source>
        <translation>Saisissez le code.</translation>
    </message>
    <message>
        <source>Not what was shown. Look again at word {places}.</source>
        <translation>Ce n’est pas ce qui était affiché. Regardez de nouveau le mot {places}.</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>Demande au serveur…</translation>
    </message>
    <message>
        <source>You are coordinator of your campus.</source>
        <translation>Vous êtes à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>Save the request</source>
        <translation>Enregistrer la demande</translation>
    </message>
    <message>
        <source>Save the keys</source>
        <translation>Enregistrer les clés</translation>
    </message>
    <message>
        <source>{path} could not be written. Choose another folder.</source>
        <translation>Impossible d’écrire {path}. Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Enregistré sous {path}</translation>
    </message>
    <message>
        <source>Open the answer of the hub</source>
        <translation>Ouvrir la réponse du serveur</translation>
    </message>
    <message>
        <source>Open the keys from your other computer</source>
        <translation>Ouvrir les clés de votre autre ordinateur</translation>
    </message>
    <message>
        <source>{path} cannot be read.</source>
        <translation>{path} ne peut pas être lu.</translation>
    </message>
    <message>
        <source>Type your six words.</source>
        <translation>Saisissez vos six mots.</translation>
    </message>
    <message>
        <source>Look again at word {places}.</source>
        <translation>Regardez de nouveau le mot {places}.</translation>
    </message>
</context>
<context>
    <name>OfficePage</name>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>Act as coordinator</source>
        <translation>Agir pour la coordination</translation>
    </message>
</context>
<context>
    <name>OrderQuestion</name>
    <message>
        <source>Put these in order: drag them, or press Alt and an arrow key.</source>
        <translation>Mettez-les en ordre&#xa0;: faites-les glisser, ou appuyez sur Alt et une flèche.</translation>
    </message>
    <message>
        <source>Move up: {line}</source>
        <translation>Monter&#xa0;: {line}</translation>
    </message>
    <message>
        <source>Move down: {line}</source>
        <translation>Descendre&#xa0;: {line}</translation>
    </message>
    <message>
        <source>Move up (Alt and Up)</source>
        <translation>Monter (Alt et Haut)</translation>
    </message>
    <message>
        <source>Move down (Alt and Down)</source>
        <translation>Descendre (Alt et Bas)</translation>
    </message>
    <message>
        <source>{number} of {count}: {line}</source>
        <translation>{number} sur {count}&#xa0;: {line}</translation>
    </message>
    <message>
        <source>In its place</source>
        <translation>À sa place</translation>
    </message>
    <message>
        <source>Belongs at {number}</source>
        <translation>Va en {number}</translation>
    </message>
</context>
<context>
    <name>OverviewSheet</name>
    <message>
        <source>Your answers</source>
        <translation>Vos réponses</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Avec réponse</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Sans réponse</translation>
    </message>
    <message>
        <source>To come back to</source>
        <translation>À revoir</translation>
    </message>
</context>
<context>
    <name>PassphraseCard</name>
    <message>
        <source>The passphrase of this stick</source>
        <translation>La phrase secrète de cette clé USB</translation>
    </message>
    <message>
        <source>Everybody who uses this stick types it. If it is forgotten, the steward code opens the stick, and takes its place here.</source>
        <translation>Tous ceux qui utilisent cette clé USB la saisissent. Si elle est oubliée, le code du gardien ouvre la clé USB, et la remplace ici.</translation>
    </message>
    <message>
        <source>Present passphrase, or the steward code</source>
        <translation>Phrase secrète actuelle, ou code du gardien</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>Changer la phrase secrète</translation>
    </message>
    <message>
        <source>Type the present passphrase, or the steward code.</source>
        <translation>Saisissez la phrase secrète actuelle, ou le code du gardien.</translation>
    </message>
    <message>
        <source>The passphrase is being changed. Leave the stick in.</source>
        <translation>La phrase secrète est en train d’être changée. Laissez la clé USB en place.</translation>
    </message>
    <message>
        <source>The new passphrase opens this stick from now on.</source>
        <translation>La nouvelle phrase secrète ouvre désormais cette clé USB.</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Import a list</source>
        <translation>Importer une liste</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Ajouter une personne</translation>
    </message>
    <message>
        <source>Cohorts</source>
        <translation>Cohortes</translation>
    </message>
    <message>
        <source>A piece of a name</source>
        <translation>Une partie d’un nom</translation>
    </message>
    <message>
        <source>Cohort</source>
        <translation>Cohorte</translation>
    </message>
    <message>
        <source>People of the campus</source>
        <translation>Personnes du campus</translation>
    </message>
    <message>
        <source>Choose nobody</source>
        <translation>Ne choisir personne</translation>
    </message>
    <message>
        <source>Nobody is on your list yet</source>
        <translation>Personne n’est encore sur votre liste</translation>
    </message>
    <message>
        <source>Import the list of your staff: a table with staff number, name and role. You see what it will do before it does anything.</source>
        <translation>Importez la liste de votre personnel&#xa0;: un tableau avec matricule, nom et fonction. Vous voyez ce qu’elle va faire avant qu’elle ne fasse quoi que ce soit.</translation>
    </message>
    <message>
        <source>All cohorts</source>
        <translation>Toutes les cohortes</translation>
    </message>
    <message>
        <source>Nobody is found. Remove a word, or choose Everybody.</source>
        <translation>Personne n’est trouvé. Retirez un mot, ou choisissez «&#xa0;Tout le monde&#xa0;».</translation>
    </message>
    <message>
        <source>Shown: {count}. Tick whom you want to decide about.</source>
        <translation>Personnes montrées&#xa0;: {count}. Cochez celles au sujet desquelles vous voulez décider.</translation>
    </message>
    <message>
        <source>Chosen: {count}, of whom {hidden} are not shown now</source>
        <translation>Personnes choisies&#xa0;: {count}, dont {hidden} ne sont pas montrées ici</translation>
    </message>
    <message>
        <source>Chosen: {count}</source>
        <translation>Personnes choisies&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Choose all {count}</source>
        <translation>Choisir les {count}</translation>
    </message>
</context>
<context>
    <name>PeoplePanel</name>
    <message>
        <source>Who has studied on another computer?</source>
        <translation>Qui a étudié sur un autre ordinateur&#x202f;?</translation>
    </message>
    <message>
        <source>Who is studying?</source>
        <translation>Qui étudie&#x202f;?</translation>
    </message>
    <message>
        <source>Type your name</source>
        <translation>Saisissez votre nom</translation>
    </message>
    <message>
        <source>Nobody of that name has a profile here.</source>
        <translation>Personne de ce nom n’a de profil ici.</translation>
    </message>
    <message>
        <source>New person</source>
        <translation>Nouvelle personne</translation>
    </message>
    <message>
        <source>I have studied on another computer</source>
        <translation>J’ai étudié sur un autre ordinateur</translation>
    </message>
    <message>
        <source>Keep this computer</source>
        <translation>Garder cet ordinateur</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
</context>
<context>
    <name>PersonFacts</name>
    <message>
        <source>What is known of her</source>
        <translation>Ce que l’on sait de cette personne</translation>
    </message>
</context>
<context>
    <name>PersonForm</name>
    <message>
        <source>On your list</source>
        <translation>Sur votre liste</translation>
    </message>
    <message>
        <source>Put on your list</source>
        <translation>Mettre sur votre liste</translation>
    </message>
    <message>
        <source>Check the spelling of the name: it is printed on certificates.</source>
        <translation>Vérifiez l’orthographe du nom&#xa0;: il est imprimé sur les certificats.</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>Matricule</translation>
    </message>
    <message>
        <source>By it your institution tells people apart.</source>
        <translation>C’est par lui que votre établissement distingue les personnes.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Fonction</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Courriel</translation>
    </message>
    <message>
        <source>May be left empty.</source>
        <translation>Peut rester vide.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Ajouter</translation>
    </message>
    <message>
        <source>Type the staff number.</source>
        <translation>Saisissez le matricule.</translation>
    </message>
    <message>
        <source>Type the name.</source>
        <translation>Saisissez le nom.</translation>
    </message>
    <message>
        <source>Written down. The hub hears of it with the next upload.</source>
        <translation>C’est noté. Le serveur l’apprendra avec le prochain envoi.</translation>
    </message>
</context>
<context>
    <name>PersonPage</name>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Nobody of this number is known here.</source>
        <translation>Personne n’est connu ici sous ce matricule.</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>Ajouter une personne</translation>
    </message>
    <message>
        <source>Not known by name yet</source>
        <translation>Pas encore connu par son nom</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>Matricule</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Fonction</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Courriel</translation>
    </message>
    <message>
        <source>Campus</source>
        <translation>Campus</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Vue</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>Ordinateur</translation>
    </message>
    <message>
        <source>{name}, last used {day}</source>
        <translation>{name}, utilisé le {day}</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>given, and good until {day}</source>
        <translation>donné, valable jusqu’au {day}</translation>
    </message>
    <message>
        <source>Cohort</source>
        <translation>Cohorte</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Cours</translation>
    </message>
</context>
<context>
    <name>PersonTile</name>
    <message>
        <source>Last here: {date}</source>
        <translation>Dernier passage&#xa0;: {date}</translation>
    </message>
</context>
<context>
    <name>PinCard</name>
    <message>
        <source>Your PIN is changed.</source>
        <translation>Votre code PIN a été changé.</translation>
    </message>
    <message>
        <source>Your PIN</source>
        <translation>Votre code PIN</translation>
    </message>
    <message>
        <source>Current PIN</source>
        <translation>Code PIN actuel</translation>
    </message>
    <message>
        <source>Type your current PIN.</source>
        <translation>Saisissez votre code PIN actuel.</translation>
    </message>
    <message>
        <source>Change PIN</source>
        <translation>Changer le code PIN</translation>
    </message>
</context>
<context>
    <name>PinHelpCard</name>
    <message>
        <source>Forgotten PIN</source>
        <translation>Code PIN oublié</translation>
    </message>
    <message>
        <source>A code lets her set a new PIN at one computer. That computer hears of it by your next stick or its next exchange; you never learn the PIN.</source>
        <translation>Un code permet à cette personne de choisir un nouveau code PIN sur un ordinateur. Cet ordinateur l’apprend par votre prochaine clé USB ou à son prochain échange&#x202f;; vous n’apprenez jamais le code PIN.</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profil</translation>
    </message>
    <message>
        <source>At which computer</source>
        <translation>Sur quel ordinateur</translation>
    </message>
    <message>
        <source>Code for a new PIN</source>
        <translation>Code pour un nouveau code PIN</translation>
    </message>
    <message>
        <source>Code to write down</source>
        <translation>Code à noter</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Write this code down: it is shown only now. At that computer, after it has taken in your next stick, it is typed for a new PIN, within 14 days.</source>
        <translation>Notez ce code&#xa0;: il n’est montré que maintenant. Sur cet ordinateur, une fois qu’il aura pris votre prochaine clé USB, on le saisit pour un nouveau code PIN, dans les 14 jours.</translation>
    </message>
    <message>
        <source>At {computer}: choose your name, say that you forgot the PIN, and type this.</source>
        <translation>Sur {computer}&#xa0;: choisissez votre nom, dites que vous avez oublié le code PIN, et saisissez ceci.</translation>
    </message>
</context>
<context>
    <name>PinPanel</name>
    <message>
        <source>PIN</source>
        <translation>Code PIN</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Ouvrir ma session</translation>
    </message>
    <message>
        <source>Somebody else</source>
        <translation>Quelqu’un d’autre</translation>
    </message>
    <message>
        <source>I forgot my PIN</source>
        <translation>J’ai oublié mon code PIN</translation>
    </message>
</context>
<context>
    <name>PinStep</name>
    <message>
        <source>Choose a PIN</source>
        <translation>Choisissez un code PIN</translation>
    </message>
    <message>
        <source>It keeps your work apart from your colleagues&apos; on a shared computer.</source>
        <translation>Il sépare votre travail de celui de vos collègues sur un ordinateur partagé.</translation>
    </message>
</context>
<context>
    <name>PlainWindow</name>
    <message>
        <source>Data folder: {path}</source>
        <translation>Dossier des données&#xa0;: {path}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>PointCoursesCard</name>
    <message>
        <source>Courses at the collection point</source>
        <translation>Cours du point de collecte</translation>
    </message>
    <message>
        <source>New here, or newer than what is here. Each is checked when it has come.</source>
        <translation>Nouveaux ici, ou plus récents que ce qui est ici. Chacun est vérifié une fois arrivé.</translation>
    </message>
    <message>
        <source>Asking the collection point for its courses.</source>
        <translation>Demande de ses cours au point de collecte.</translation>
    </message>
    <message>
        <source>The collection point at {address} has no course that is new here.</source>
        <translation>Le point de collecte à l’adresse {address} n’a aucun cours qui soit nouveau ici.</translation>
    </message>
    <message>
        <source>Getting {course}, and installing it.</source>
        <translation>Réception et installation de {course}.</translation>
    </message>
    <message>
        <source>Installed on this computer: {courses}.</source>
        <translation>Installé sur cet ordinateur&#xa0;: {courses}.</translation>
    </message>
    <message>
        <source>Stopped. What has come is kept: next time it goes on where it was.</source>
        <translation>Arrêté. Ce qui est arrivé est gardé&#xa0;: la prochaine fois, cela reprendra où c’en était.</translation>
    </message>
    <message>
        <source>The collection point cannot be reached now. What has come is kept: try again later, and it goes on where it was.</source>
        <translation>Le point de collecte est injoignable pour l’instant. Ce qui est arrivé est gardé&#xa0;: réessayez plus tard, et cela reprendra où c’en était.</translation>
    </message>
    <message>
        <source>Get all ({size})</source>
        <translation>Tout recevoir ({size})</translation>
    </message>
</context>
<context>
    <name>PointCoursesChoice</name>
    <message>
        <source>Choose the courses</source>
        <translation>Choisir les cours</translation>
    </message>
    <message numerus="yes">
        <source>Hands out {count} of %n course(s) of this computer ({size}).</source>
        <translation>
            <numerusform>Distribue {count} cours sur %n de cet ordinateur ({size}).</numerusform>
            <numerusform>Distribue {count} cours sur %n de cet ordinateur ({size}).</numerusform>
        </translation>
    </message>
    <message>
        <source>{course}: to be installed once more</source>
        <translation>{course}&#xa0;: à installer encore une fois</translation>
    </message>
    <message>
        <source>Making the courses ready. Computers can come meanwhile.</source>
        <translation>Les cours sont en préparation. Les ordinateurs peuvent venir entre-temps.</translation>
    </message>
    <message>
        <source>Stopped: not all of the courses are ready.</source>
        <translation>Arrêté&#xa0;: tous les cours ne sont pas prêts.</translation>
    </message>
    <message>
        <source>There is no room on this computer&apos;s disk for: {courses}. Make room, or take some out.</source>
        <translation>Il n’y a pas assez de place sur le disque de cet ordinateur pour&#xa0;: {courses}. Faites de la place, ou retirez-en.</translation>
    </message>
    <message>
        <source>Left out, for a file of somebody else&apos;s lies in their place: {courses}.</source>
        <translation>Laissés de côté, car un fichier de quelqu’un d’autre se trouve à leur place&#xa0;: {courses}.</translation>
    </message>
    <message>
        <source>Not complete on this computer: {courses}. Install these course files here once more; then they go along.</source>
        <translation>Incomplets sur cet ordinateur&#xa0;: {courses}. Installez encore une fois ces fichiers de cours ici&#x202f;; ils partiront ensuite avec les autres.</translation>
    </message>
</context>
<context>
    <name>PrepareStep</name>
    <message>
        <source>Prepare the stick</source>
        <translation>Préparer la clé USB</translation>
    </message>
    <message>
        <source>Writes what came from the hub for each computer, and the courses of this computer that others lack or have older. Then take the stick round: at each computer the same press of “Write to a folder” takes it in, and writes what is new.</source>
        <translation>Écrit ce qui est venu du serveur pour chaque ordinateur, et les cours de cet ordinateur que d’autres n’ont pas ou ont dans une version plus ancienne. Faites ensuite le tour avec la clé USB&#xa0;: sur chaque ordinateur, le même bouton «&#xa0;Écrire dans un dossier&#xa0;» prend ce qu’elle apporte et écrit ce qui est nouveau.</translation>
    </message>
    <message>
        <source>Prepare “{folder}”</source>
        <translation>Préparer «&#xa0;{folder}&#xa0;»</translation>
    </message>
    <message>
        <source>Choose the folder and prepare it</source>
        <translation>Choisir le dossier et le préparer</translation>
    </message>
    <message>
        <source>A stick or shared folder</source>
        <translation>Une clé USB ou un dossier partagé</translation>
    </message>
    <message>
        <source>Writing to “{folder}”. Leave it in until it says here that it is safe to remove.</source>
        <translation>Écriture dans «&#xa0;{folder}&#xa0;». Laissez la clé en place jusqu’à ce qu’il soit écrit ici qu’elle peut être retirée.</translation>
    </message>
    <message>
        <source>Courses: {done} of {all}.</source>
        <translation>Cours&#xa0;: {done} sur {all}.</translation>
    </message>
    <message>
        <source>There was no room for all that the hub sent for computers: make room, or take another, and prepare it again.</source>
        <translation>Il n’y avait pas assez de place pour tout ce que le serveur envoie aux ordinateurs&#xa0;: faites de la place, ou prenez-en une autre, et préparez-la de nouveau.</translation>
    </message>
    <message>
        <source>Safe to remove.</source>
        <translation>Vous pouvez la retirer.</translation>
    </message>
    <message>
        <source>Safe to remove. The hub has said nothing yet that could go along: send first.</source>
        <translation>Peut être retiré. Le serveur n’a encore rien dit qui puisse partir avec&#xa0;: envoyez d’abord.</translation>
    </message>
    <message>
        <source>Stopped: not all courses that computers lack are there.</source>
        <translation>Arrêté&#xa0;: tous les cours qui manquent aux ordinateurs n’y sont pas.</translation>
    </message>
    <message>
        <source>Courses for computers that lack them: {courses}.</source>
        <translation>Cours pour les ordinateurs qui ne les ont pas&#xa0;: {courses}.</translation>
    </message>
    <message>
        <source>There was no room for: {courses}. Make room, or take another.</source>
        <translation>La place a manqué pour&#xa0;: {courses}. Faites de la place, ou prenez une autre clé.</translation>
    </message>
    <message>
        <source>Left out, for a file of somebody else&apos;s lies in their place: {courses}.</source>
        <translation>Laissés de côté, car le fichier de quelqu’un d’autre est à leur place&#xa0;: {courses}.</translation>
    </message>
    <message>
        <source>Not complete on this computer: {courses}. Install these course files here once more; then they go along.</source>
        <translation>Incomplets sur cet ordinateur&#xa0;: {courses}. Installez-y encore une fois ces fichiers de cours&#x202f;; ils seront alors du voyage.</translation>
    </message>
    <message>
        <source>Safe to remove. “{folder}” has what came from the hub for {computers}.</source>
        <translation>Peut être retiré. «&#xa0;{folder}&#xa0;» contient ce qui est venu du serveur pour {computers}.</translation>
    </message>
</context>
<context>
    <name>PreviewWindow</name>
    <message>
        <source>Preview: {title}</source>
        <translation>Aperçu&#xa0;: {title}</translation>
    </message>
    <message>
        <source>The folder is being read</source>
        <translation>Lecture du dossier en cours</translation>
    </message>
    <message>
        <source>A large course takes a while.</source>
        <translation>Un grand cours demande un moment.</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to look at before you build.</source>
        <translation>
            <numerusform>%n point à revoir avant de construire le cours.</numerusform>
            <numerusform>%n points à revoir avant de construire le cours.</numerusform>
        </translation>
    </message>
    <message>
        <source>Back to the course</source>
        <translation>Retour au cours</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Les afficher</translation>
    </message>
</context>
<context>
    <name>PrivacyCard</name>
    <message>
        <source>Your data</source>
        <translation>Vos données</translation>
    </message>
    <message>
        <source>All about your data</source>
        <translation>Tout sur vos données</translation>
    </message>
</context>
<context>
    <name>PrivacyStep</name>
    <message>
        <source>Your data</source>
        <translation>Vos données</translation>
    </message>
    <message>
        <source>The help says more, under Privacy, at any time.</source>
        <translation>L’aide en dit plus, sous Vie privée, à tout moment.</translation>
    </message>
</context>
<context>
    <name>ProfileCard</name>
    <message>
        <source>You</source>
        <translation>Vous</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Nom complet</translation>
    </message>
    <message>
        <source>As it is on your identity card</source>
        <translation>Comme sur votre pièce d’identité</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Fonction</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>Établissement</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>Matricule</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Sexe</translation>
    </message>
    <message>
        <source>If you wish; nobody else is shown it</source>
        <translation>Si vous le voulez&#x202f;; personne d’autre ne le voit</translation>
    </message>
    <message>
        <source>I prefer not to say</source>
        <translation>Je préfère ne pas le dire</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Féminin</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Masculin</translation>
    </message>
    <message>
        <source>What you change here is saved at once.</source>
        <translation>Ce que vous changez ici est enregistré aussitôt.</translation>
    </message>
</context>
<context>
    <name>ProfileSheet</name>
    <message>
        <source>This is how you see yourself today</source>
        <translation>Voici comment vous vous voyez aujourd’hui</translation>
    </message>
    <message>
        <source>In Ujuzi only you see it, unless you choose on Competencies to share it.</source>
        <translation>Dans Ujuzi, personne d’autre ne le voit, sauf si vous choisissez de le montrer, sous Compétences.</translation>
    </message>
</context>
<context>
    <name>ProfileView</name>
    <message>
        <source>Every competency</source>
        <translation>Toutes les compétences</translation>
    </message>
    <message>
        <source>Where to grow first</source>
        <translation>Par où progresser d’abord</translation>
    </message>
    <message>
        <source>No gap: you rate yourself high.</source>
        <translation>Aucune lacune&#xa0;: vous vous évaluez bien partout.</translation>
    </message>
    <message>
        <source>Study this</source>
        <translation>Étudier</translation>
    </message>
    <message>
        <source>Study “{activity}”</source>
        <translation>Étudier «&#xa0;{activity}&#xa0;»</translation>
    </message>
    <message>
        <source>Next: “{activity}” in {course}</source>
        <translation>Ensuite&#xa0;: «&#xa0;{activity}&#xa0;» dans {course}</translation>
    </message>
    <message>
        <source>You have done all that the courses on this computer offer for this.</source>
        <translation>Vous avez fait tout ce que les cours de cet ordinateur offrent à ce sujet.</translation>
    </message>
    <message>
        <source>No course on this computer is about this yet. Ask your coordinator.</source>
        <translation>Aucun cours de cet ordinateur n’en traite encore. Demandez à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>not rated</source>
        <translation>non évalué</translation>
    </message>
    <message>
        <source>{level} of {highest}</source>
        <translation>{level} sur {highest}</translation>
    </message>
    <message>
        <source>first time {level} ({change})</source>
        <translation>la première fois {level} ({change})</translation>
    </message>
    <message>
        <source>as the first time</source>
        <translation>comme la première fois</translation>
    </message>
    <message>
        <source>studied: {completed} of {required} activities</source>
        <translation>étudié&#xa0;: {completed} activités sur {required}</translation>
    </message>
</context>
<context>
    <name>ProgressPage</name>
    <message>
        <source>My progress</source>
        <translation>Mes progrès</translation>
    </message>
    <message>
        <source>Print my progress</source>
        <translation>Imprimer mes progrès</translation>
    </message>
    <message>
        <source>Activities completed, week by week</source>
        <translation>Activités terminées, semaine par semaine</translation>
    </message>
    <message>
        <source>By course</source>
        <translation>Par cours</translation>
    </message>
    <message>
        <source>By competency</source>
        <translation>Par compétence</translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation>Rien à montrer encore</translation>
    </message>
    <message>
        <source>Open a course on Learn; what you complete is counted here.</source>
        <translation>Ouvrez un cours dans Apprendre&#x202f;; ce que vous terminez est compté ici.</translation>
    </message>
    <message>
        <source>Activities completed: {count}</source>
        <translation>Activités terminées&#xa0;: {count}</translation>
    </message>
    <message>
        <source>{time} on task</source>
        <translation>{time} de travail</translation>
    </message>
    <message>
        <source>{completed} of {required} done</source>
        <translation>{completed} sur {required} terminées</translation>
    </message>
    <message>
        <source>best answers {percent}</source>
        <translation>meilleures réponses {percent}</translation>
    </message>
</context>
<context>
    <name>QuizPage</name>
    <message>
        <source>Back to the course</source>
        <translation>Retour au cours</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Précédent</translation>
    </message>
    <message numerus="yes">
        <source>%n questions need a newer Ujuzi, and are left out.</source>
        <translation>
            <numerusform>%n question demande un Ujuzi plus récent et est laissée de côté.</numerusform>
            <numerusform>%n questions demandent un Ujuzi plus récent et sont laissées de côté.</numerusform>
        </translation>
    </message>
    <message>
        <source>Going on where you stopped; your answers are all here.</source>
        <translation>On reprend où vous en étiez&#x202f;; vos réponses sont toutes là.</translation>
    </message>
    <message>
        <source>Question {number} of {count}</source>
        <translation>Question {number} sur {count}</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Back to the result</source>
        <translation>Retour au résultat</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Vérifier</translation>
    </message>
    <message>
        <source>See the result</source>
        <translation>Voir le résultat</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Signed in: {name}</source>
        <translation>Session ouverte&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>Apprendre</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>My progress</source>
        <translation>Mes progrès</translation>
    </message>
    <message>
        <source>Competencies</source>
        <translation>Compétences</translation>
    </message>
    <message>
        <source>Assessments</source>
        <translation>Évaluations</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Certificats</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Sync</source>
        <translation>Synchroniser</translation>
    </message>
    <message>
        <source>Campus</source>
        <translation>Campus</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Switch person</source>
        <translation>Changer de personne</translation>
    </message>
</context>
<context>
    <name>RailItem</name>
    <message>
        <source>You are here</source>
        <translation>Vous êtes ici</translation>
    </message>
</context>
<context>
    <name>ReaderPage</name>
    <message>
        <source>This activity needs a newer Ujuzi. This is its paper form.</source>
        <translation>Cette activité demande un Ujuzi plus récent. Voici sa version papier.</translation>
    </message>
    <message>
        <source>This activity needs a newer Ujuzi</source>
        <translation>Cette activité demande un Ujuzi plus récent</translation>
    </message>
    <message>
        <source>Ask for an update of the program. You can go on with what comes next.</source>
        <translation>Demandez une mise à jour du programme. Vous pouvez continuer avec ce qui suit.</translation>
    </message>
    <message>
        <source>This cannot be opened</source>
        <translation>Ceci ne peut pas être ouvert</translation>
    </message>
    <message>
        <source>Back to the course</source>
        <translation>Retour au cours</translation>
    </message>
    <message>
        <source>This version of the course does not have that page.</source>
        <translation>Cette version du cours n’a pas cette page.</translation>
    </message>
    <message>
        <source>{course} · Page {page} of {pages} · {day}</source>
        <translation>{course} · Page {page} sur {pages} · {day}</translation>
    </message>
    <message>
        <source>The copy was saved: {path}</source>
        <translation>La copie est enregistrée&#xa0;: {path}</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Done, continue</source>
        <translation>Terminé, continuer</translation>
    </message>
    <message>
        <source>Part {part} of {parts}</source>
        <translation>Partie {part} sur {parts}</translation>
    </message>
    <message>
        <source>Previous part</source>
        <translation>Partie précédente</translation>
    </message>
    <message>
        <source>Next part</source>
        <translation>Partie suivante</translation>
    </message>
    <message>
        <source>Not done yet</source>
        <translation>Pas encore terminé</translation>
    </message>
    <message>
        <source>I have read it</source>
        <translation>Je l’ai lu</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
</context>
<context>
    <name>ReadySheet</name>
    <message>
        <source>Not rated yet: {count}</source>
        <translation>Pas encore évalués&#xa0;: {count}</translation>
    </message>
    <message>
        <source>What you have rated is kept. Your profile shows once nothing is left.</source>
        <translation>Ce que vous avez évalué est gardé. Votre profil apparaît quand il ne reste rien.</translation>
    </message>
    <message>
        <source>Every statement is rated</source>
        <translation>Tous les énoncés sont évalués</translation>
    </message>
    <message>
        <source>Look back as long as you like; after this a rating no longer changes.</source>
        <translation>Revenez en arrière autant que vous voulez&#x202f;; ensuite, une évaluation ne change plus.</translation>
    </message>
</context>
<context>
    <name>ReceiptPage</name>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>Collection receipt</source>
        <translation>Reçu de collecte</translation>
    </message>
    <message>
        <source>What is known of each computer now, to keep or to hang up. The hub&apos;s own word stands behind “arrived”, and nothing else does.</source>
        <translation>Ce que l’on sait maintenant de chaque ordinateur, à garder ou à afficher. Derrière «&#xa0;arrivé&#xa0;» il y a la parole du serveur, et rien d’autre.</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Enregistrer en PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>The receipt as it is printed</source>
        <translation>Le reçu tel qu’il est imprimé</translation>
    </message>
    <message>
        <source>Nothing to write down yet</source>
        <translation>Encore rien à noter</translation>
    </message>
    <message>
        <source>No computer is known here, and none is expected.</source>
        <translation>Aucun ordinateur n’est connu ici, et aucun n’est attendu.</translation>
    </message>
    <message>
        <source>Computers</source>
        <translation>Ordinateurs</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Enregistré sous {path}</translation>
    </message>
</context>
<context>
    <name>RegisterCard</name>
    <message>
        <source>Asking the hub…</source>
        <translation>Le serveur est interrogé…</translation>
    </message>
    <message>
        <source>Register this computer</source>
        <translation>Inscrire cet ordinateur</translation>
    </message>
    <message>
        <source>Your work is saved on this computer. Once it is registered, results also reach your institution&apos;s hub, and what you do on other computers of the campus shows here. Your coordinator has the address and a code, or a file.</source>
        <translation>Votre travail est enregistré sur cet ordinateur. Une fois l’ordinateur inscrit, les résultats arrivent aussi au serveur de votre établissement, et ce que vous faites sur d’autres ordinateurs du campus apparaît ici. La coordination de votre campus a l’adresse et un code, ou un fichier.</translation>
    </message>
    <message>
        <source>What people call this computer</source>
        <translation>Nom donné à cet ordinateur</translation>
    </message>
    <message>
        <source>Address of the hub</source>
        <translation>Adresse du serveur</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Steward code</source>
        <translation>Code du gardien</translation>
    </message>
    <message>
        <source>Register</source>
        <translation>Inscrire</translation>
    </message>
    <message>
        <source>From a file or stick</source>
        <translation>Depuis un fichier ou une clé USB</translation>
    </message>
    <message>
        <source>Type the address that you were given.</source>
        <translation>Saisissez l’adresse qui vous a été donnée.</translation>
    </message>
    <message>
        <source>Type the code that you were given.</source>
        <translation>Saisissez le code qui vous a été donné.</translation>
    </message>
    <message>
        <source>The registration file</source>
        <translation>Le fichier d’inscription</translation>
    </message>
</context>
<context>
    <name>RelayCard</name>
    <message>
        <source>By the collection point</source>
        <translation>Par le point de collecte</translation>
    </message>
    <message>
        <source>Where your coordinator has opened a collection point in this network, no stick is needed. Everything stays on this computer until the hub has it, and nobody there can read it.</source>
        <translation>Là où la coordination de votre campus a ouvert un point de collecte sur ce réseau, aucune clé USB n’est nécessaire. Tout reste sur cet ordinateur jusqu’à ce que le serveur l’ait, et personne là-bas ne peut le lire.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Leave it empty, and Ujuzi looks around in this network.</source>
        <translation>Laissez ce champ vide, et Ujuzi cherche sur ce réseau.</translation>
    </message>
    <message>
        <source>Go there once a day</source>
        <translation>Y aller une fois par jour</translation>
    </message>
    <message>
        <source>By itself, while Ujuzi is open.</source>
        <translation>De lui-même, tant qu’Ujuzi est ouvert.</translation>
    </message>
    <message>
        <source>Bring to the collection point</source>
        <translation>Apporter au point de collecte</translation>
    </message>
    <message>
        <source>Courses there</source>
        <translation>Cours qui s’y trouvent</translation>
    </message>
    <message>
        <source>It was seen in this network on {date} and could not be reached. Your coordinator reads that with your next stick.</source>
        <translation>Il a été vu sur ce réseau le {date} et n’a pas pu être joint. La coordination de votre campus le lira avec votre prochaine clé USB.</translation>
    </message>
    <message>
        <source>Bringing records to the collection point.</source>
        <translation>Les enregistrements sont apportés au point de collecte.</translation>
    </message>
    <message>
        <source>Looking around in this network for the collection point.</source>
        <translation>Recherche du point de collecte sur ce réseau.</translation>
    </message>
    <message>
        <source>The collection point at {address} holds {records} now, for your coordinator.</source>
        <translation>Le point de collecte à l’adresse {address} détient maintenant {records}, pour la coordination de votre campus.</translation>
    </message>
    <message>
        <source>Everything recorded here had arrived at the hub before.</source>
        <translation>Tout ce qui a été enregistré ici était déjà arrivé au serveur.</translation>
    </message>
    <message>
        <source>It had no room for the rest, which stays here: tell your coordinator.</source>
        <translation>Il n’avait pas de place pour le reste, qui demeure ici&#xa0;: dites-le à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>This is no address. It looks like {example}.</source>
        <translation>Ce n’est pas une adresse. Elle ressemble à {example}.</translation>
    </message>
    <message>
        <source>The disk of the collection point is full. Nothing is lost; tell your coordinator, and try again later.</source>
        <translation>Le disque du point de collecte est plein. Rien n’est perdu&#x202f;; dites-le à la coordination de votre campus, et réessayez plus tard.</translation>
    </message>
</context>
<context>
    <name>ReportCharts</name>
    <message>
        <source>Completed, by course</source>
        <translation>Terminés, par cours</translation>
    </message>
    <message>
        <source>Where people are stuck</source>
        <translation>Où les personnes sont bloquées</translation>
    </message>
    <message>
        <source>Last seen, week by week</source>
        <translation>Vus pour la dernière fois, semaine par semaine</translation>
    </message>
    <message>
        <source>Nobody is stuck.</source>
        <translation>Personne n’est bloqué.</translation>
    </message>
    <message>
        <source>{completed} of {people} people · stuck: {stuck}</source>
        <translation>{completed} personnes sur {people} · bloquées&#xa0;: {stuck}</translation>
    </message>
</context>
<context>
    <name>ReportSaveButton</name>
    <message>
        <source>Save as</source>
        <translation>Enregistrer sous</translation>
    </message>
    <message>
        <source>A workbook for a spreadsheet (XLSX)</source>
        <translation>Un classeur pour un tableur (XLSX)</translation>
    </message>
    <message>
        <source>A plain table (CSV)</source>
        <translation>Un tableau simple (CSV)</translation>
    </message>
    <message>
        <source>A document to print (PDF)</source>
        <translation>Un document à imprimer (PDF)</translation>
    </message>
    <message>
        <source>The certificates of these people, to print (PDF)</source>
        <translation>Les certificats de ces personnes, à imprimer (PDF)</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>Nothing is known yet</source>
        <translation>Rien n’est encore connu</translation>
    </message>
    <message>
        <source>Collect what the computers of your campus have written: they tell how each person stands, never what she wrote or answered.</source>
        <translation>Collectez ce que les ordinateurs de votre campus ont écrit&#xa0;: ils disent où en est chaque personne, jamais ce qu’elle a écrit ou répondu.</translation>
    </message>
    <message>
        <source>Collect and send</source>
        <translation>Collecter et envoyer</translation>
    </message>
</context>
<context>
    <name>ResetPanel</name>
    <message>
        <source>A new PIN for {name}</source>
        <translation>Un nouveau code PIN pour {name}</translation>
    </message>
    <message>
        <source>{name} on this computer</source>
        <translation>{name} sur cet ordinateur</translation>
    </message>
    <message>
        <source>Type the code that your coordinator gave you, or ask whoever keeps this computer to type the steward code. Then choose a PIN for this computer. What you did elsewhere shows here after the next exchange with the hub.</source>
        <translation>Saisissez le code que la coordination de votre campus vous a donné, ou demandez à la personne qui garde cet ordinateur de saisir le code du gardien. Choisissez ensuite un code PIN pour cet ordinateur. Ce que vous avez fait ailleurs apparaît ici après le prochain échange avec le serveur.</translation>
    </message>
    <message>
        <source>Steward code</source>
        <translation>Code du gardien</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Type the code that your coordinator gave you for this computer, or ask whoever keeps it to type the steward code. That the PIN was replaced is written down.</source>
        <translation>Saisissez le code que la coordination vous a donné pour cet ordinateur, ou demandez à la personne qui le garde de saisir le code du gardien. Le remplacement du code PIN est consigné.</translation>
    </message>
    <message>
        <source>Replace the PIN</source>
        <translation>Remplacer le code PIN</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Ouvrir ma session</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Make a new code</source>
        <translation>Créer un nouveau code</translation>
    </message>
    <message>
        <source>This computer does not know this code. If it is yours, ask whoever keeps this computer to type the steward code below; the hub compares yours.</source>
        <translation>Cet ordinateur ne connaît pas ce code. Si c’est le vôtre, demandez à la personne qui garde cet ordinateur de saisir le code du gardien ci-dessous&#x202f;; le serveur comparera le vôtre.</translation>
    </message>
    <message>
        <source>Type the code.</source>
        <translation>Saisissez le code.</translation>
    </message>
</context>
<context>
    <name>ResultSheet</name>
    <message>
        <source>{right} of {items} right</source>
        <translation>{right} justes sur {items}</translation>
    </message>
    <message>
        <source>Every answer was right.</source>
        <translation>Toutes les réponses étaient justes.</translation>
    </message>
    <message>
        <source>This is practice: try again as often as you like.</source>
        <translation>C’est un entraînement&#xa0;: recommencez autant que vous voulez.</translation>
    </message>
    <message>
        <source>Best so far: {right} of {items}</source>
        <translation>Meilleur score&#xa0;: {right} sur {items}</translation>
    </message>
    <message>
        <source>Look at these again</source>
        <translation>À revoir</translation>
    </message>
</context>
<context>
    <name>RoleStep</name>
    <message>
        <source>What do you do?</source>
        <translation>Que faites-vous&#x202f;?</translation>
    </message>
    <message>
        <source>Courses for your work come first. You can change this later.</source>
        <translation>Les cours pour votre travail viennent en premier. Vous pourrez changer plus tard.</translation>
    </message>
    <message>
        <source>I teach</source>
        <translation>J’enseigne</translation>
    </message>
    <message>
        <source>Lecturer, assistant, tutor, laboratory teacher</source>
        <translation>Cours, assistanat, tutorat, travaux pratiques</translation>
    </message>
    <message>
        <source>I support teaching or administration</source>
        <translation>J’appuie l’enseignement ou l’administration</translation>
    </message>
    <message>
        <source>Librarian, technician, registrar, secretary</source>
        <translation>Bibliothèque, technique, scolarité, secrétariat</translation>
    </message>
    <message>
        <source>I lead</source>
        <translation>Je dirige</translation>
    </message>
    <message>
        <source>Head of department, dean, rector, centre manager</source>
        <translation>Direction de département, décanat, rectorat, direction de centre</translation>
    </message>
    <message>
        <source>Choose what fits best.</source>
        <translation>Choisissez ce qui convient le mieux.</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>Teacher</source>
        <translation>Enseignante ou enseignant</translation>
    </message>
    <message>
        <source>Support staff</source>
        <translation>Personnel d’appui</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>Responsable</translation>
    </message>
    <message>
        <source>Coordinator</source>
        <translation>Coordination</translation>
    </message>
</context>
<context>
    <name>RosterImportPage</name>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Import a list</source>
        <translation>Importer une liste</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Choisir un autre fichier</translation>
    </message>
    <message>
        <source>Sheet of the workbook</source>
        <translation>Feuille du classeur</translation>
    </message>
    <message>
        <source>How the table is written</source>
        <translation>Encodage du tableau</translation>
    </message>
    <message>
        <source>What the list will do</source>
        <translation>Ce que la liste va faire</translation>
    </message>
    <message>
        <source>Choose the list of your staff</source>
        <translation>Choisissez la liste de votre personnel</translation>
    </message>
    <message>
        <source>A table (CSV, XLSX or ODS) whose first row names its columns: staff number and name, and if you like role, campus and e-mail. You see what it will do before anything is done; nobody is removed.</source>
        <translation>Un tableau (CSV, XLSX ou ODS) dont la première ligne nomme les colonnes&#xa0;: matricule et nom, et si vous voulez fonction, campus et courriel. Vous voyez ce qu’elle va faire avant que rien ne soit fait&#x202f;; personne n’est retiré.</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Choisir un fichier</translation>
    </message>
    <message>
        <source>Reading {file}</source>
        <translation>Lecture de {file}</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>Toutes les lignes</translation>
    </message>
    <message numerus="yes">
        <source>Take in %n person(s)</source>
        <translation>
            <numerusform>Prendre en compte %n personne</numerusform>
            <numerusform>Prendre en compte %n personnes</numerusform>
        </translation>
    </message>
    <message>
        <source>Taking in the list</source>
        <translation>La liste est prise en compte</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) taken in</source>
        <translation>
            <numerusform>%n personne prise en compte</numerusform>
            <numerusform>%n personnes prises en compte</numerusform>
        </translation>
    </message>
    <message>
        <source>They stand on your list now, and the hub hears of them with the next upload. Next, put them into a cohort, or print slips: with the code on a slip each links a profile to the list.</source>
        <translation>Ces personnes figurent maintenant sur votre liste, et le serveur l’apprendra au prochain envoi. Ensuite, mettez-les dans une cohorte, ou imprimez des billets&#xa0;: avec le code d’un billet, chacune relie un profil à la liste.</translation>
    </message>
    <message>
        <source>Show everybody</source>
        <translation>Montrer tout le monde</translation>
    </message>
</context>
<context>
    <name>RulesSheet</name>
    <message>
        <source>Code of this sitting</source>
        <translation>Code de cette épreuve</translation>
    </message>
    <message>
        <source>Your coordinator gives it to you; it opens the questions once.</source>
        <translation>La coordination de votre campus vous le donne&#x202f;; il ouvre les questions une seule fois.</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Words in any lesson on this computer</source>
        <translation>Des mots de n’importe quelle leçon de cet ordinateur</translation>
    </message>
    <message>
        <source>Search words</source>
        <translation>Mots à chercher</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Ce qui a été trouvé</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>Rien n’a été trouvé</translation>
    </message>
    <message>
        <source>Try fewer words, or only the beginning of a word.</source>
        <translation>Essayez moins de mots, ou seulement le début d’un mot.</translation>
    </message>
    <message>
        <source>Find a word in any lesson</source>
        <translation>Trouver un mot dans une leçon</translation>
    </message>
    <message>
        <source>Lessons and transcripts of all courses on this computer are searched.</source>
        <translation>Les leçons et les transcriptions de tous les cours de cet ordinateur sont parcourues.</translation>
    </message>
    <message>
        <source>The first {count} lessons; type more to narrow it down</source>
        <translation>Les {count} premières leçons&#x202f;; saisissez plus de mots pour préciser</translation>
    </message>
    <message>
        <source>Lessons found: {count}</source>
        <translation>Leçons trouvées&#xa0;: {count}</translation>
    </message>
</context>
<context>
    <name>SeatCard</name>
    <message>
        <source>Your other computers</source>
        <translation>Vos autres ordinateurs</translation>
    </message>
    <message>
        <source>You at this computer</source>
        <translation>Vous, sur cet ordinateur</translation>
    </message>
    <message>
        <source>Sign-in code</source>
        <translation>Code d’ouverture de session</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Take my profile along</source>
        <translation>Emporter mon profil</translation>
    </message>
    <message>
        <source>To go on at another computer, take a code along: type it there under your name, within 14 days. Your notes, results and certificates follow you there.</source>
        <translation>Pour continuer sur un autre ordinateur, emportez un code&#xa0;: saisissez-le là-bas sous votre nom, dans les 14 jours. Vos notes, résultats et certificats vous y suivent.</translation>
    </message>
    <message>
        <source>The code goes to the hub with the next exchange.</source>
        <translation>Le code part au serveur avec le prochain échange.</translation>
    </message>
    <message>
        <source>The hub does not know this code as yours: it was used, has run out, or was mistyped. Ask your coordinator for a new one.</source>
        <translation>Le serveur ne connaît pas ce code comme le vôtre&#xa0;: il a été utilisé, a expiré ou a été mal saisi. Demandez-en un nouveau à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>Write the code down: it is shown only now.</source>
        <translation>Notez le code&#xa0;: il n’est montré que maintenant.</translation>
    </message>
    <message>
        <source>Type the code.</source>
        <translation>Saisissez le code.</translation>
    </message>
</context>
<context>
    <name>SeatNotice</name>
    <message>
        <source>Type the code</source>
        <translation>Saisir le code</translation>
    </message>
</context>
<context>
    <name>SelfAssessmentPage</name>
    <message>
        <source>Competencies</source>
        <translation>Compétences</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Going on where you stopped; your ratings are all here.</source>
        <translation>Vous reprenez où vous en étiez&#x202f;; toutes vos évaluations sont là.</translation>
    </message>
    <message>
        <source>{rated} of {count} rated</source>
        <translation>{rated} sur {count} évalués</translation>
    </message>
    <message>
        <source>Statement {number} of {count}</source>
        <translation>Énoncé {number} sur {count}</translation>
    </message>
    <message>
        <source>To my competencies</source>
        <translation>Vers mes compétences</translation>
    </message>
    <message>
        <source>Leave for later</source>
        <translation>Laisser pour plus tard</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>Show what is left</source>
        <translation>Montrer ce qui reste</translation>
    </message>
    <message>
        <source>Finish and see my profile</source>
        <translation>Terminer et voir mon profil</translation>
    </message>
</context>
<context>
    <name>SendCard</name>
    <message>
        <source>Sending. {size} so far; for the hub: {records}</source>
        <translation>Envoi en cours. {size} jusqu’ici&#x202f;; pour le serveur&#xa0;: {records}</translation>
    </message>
    <message>
        <source>Waiting: {records}, about {size}.</source>
        <translation>En attente&#xa0;: {records}, environ {size}.</translation>
    </message>
    <message>
        <source>Nothing waits: everything recorded here has arrived at the hub.</source>
        <translation>Rien n’attend&#xa0;: tout ce qui est enregistré ici est arrivé au serveur.</translation>
    </message>
    <message>
        <source>Hub: {hub}. Campus: {campus}.</source>
        <translation>Serveur&#xa0;: {hub}. Campus&#xa0;: {campus}.</translation>
    </message>
    <message>
        <source>Your coordinator has yet to take this computer in.</source>
        <translation>La coordination de votre campus n’a pas encore admis cet ordinateur.</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Envoyer maintenant</translation>
    </message>
    <message>
        <source>Work offline</source>
        <translation>Travailler hors ligne</translation>
    </message>
    <message>
        <source>Ujuzi then sends only when you press the button.</source>
        <translation>Ujuzi n’envoie alors que si vous appuyez sur le bouton.</translation>
    </message>
</context>
<context>
    <name>SendStep</name>
    <message>
        <source>Send to the hub</source>
        <translation>Envoyer au serveur</translation>
    </message>
    <message>
        <source>Where there is a network, a phone&apos;s too. It can be stopped, and goes on where it was.</source>
        <translation>Là où il y a un réseau, celui d’un téléphone aussi. On peut arrêter&#xa0;: cela reprend là où on en était.</translation>
    </message>
    <message>
        <source>Waiting here: {records} of {computers}.</source>
        <translation>En attente ici&#xa0;: {records} de {computers}.</translation>
    </message>
    <message>
        <source>Nothing waits here: all that was collected has arrived at the hub.</source>
        <translation>Rien n’attend ici&#xa0;: tout ce qui a été collecté est arrivé au serveur.</translation>
    </message>
    <message>
        <source>Sending asks what the hub has for the computers.</source>
        <translation>L’envoi demande ce que le serveur a pour les ordinateurs.</translation>
    </message>
    <message>
        <source>About {up} to send and {down} to receive; how long that takes is not known here yet.</source>
        <translation>Environ {up} à envoyer et {down} à recevoir&#x202f;; combien de temps cela prend, on ne le sait pas encore ici.</translation>
    </message>
    <message>
        <source>About {up} to send and {down} to receive, in about {time}.</source>
        <translation>Environ {up} à envoyer et {down} à recevoir, en {time} environ.</translation>
    </message>
    <message>
        <source>Sending to the hub.</source>
        <translation>Envoi au serveur.</translation>
    </message>
    <message>
        <source>Sent {up}, received {down}.</source>
        <translation>Envoyé {up}, reçu {down}.</translation>
    </message>
    <message>
        <source>Arrived at the hub: {records}.</source>
        <translation>Arrivé au serveur&#xa0;: {records}.</translation>
    </message>
    <message>
        <source>Stopped. What has arrived stays at the hub.</source>
        <translation>Arrêté. Ce qui est arrivé reste au serveur.</translation>
    </message>
    <message>
        <source>Still waiting here: {records}.</source>
        <translation>Encore en attente ici&#xa0;: {records}.</translation>
    </message>
    <message numerus="yes">
        <source>Nothing is sent of %n new computer(s) until you have taken it (them) in: see “This week”.</source>
        <translation>
            <numerusform>Rien ne part de %n nouvel ordinateur tant que vous ne l’avez pas admis&#xa0;: voyez «&#xa0;Cette semaine&#xa0;».</numerusform>
            <numerusform>Rien ne part de %n nouveaux ordinateurs tant que vous ne les avez pas admis&#xa0;: voyez «&#xa0;Cette semaine&#xa0;».</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The hub did not take %n part(s): “Computers” says of which, and why.</source>
        <translation>
            <numerusform>Le serveur n’a pas pris %n partie&#xa0;: «&#xa0;Ordinateurs&#xa0;» dit de qui, et pourquoi.</numerusform>
            <numerusform>Le serveur n’a pas pris %n parties&#xa0;: «&#xa0;Ordinateurs&#xa0;» dit de qui, et pourquoi.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Enregistré sous {path}</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
</context>
<context>
    <name>SittingPage</name>
    <message>
        <source>All questions</source>
        <translation>Toutes les questions</translation>
    </message>
    <message>
        <source>Go to Sync</source>
        <translation>Aller à Synchroniser</translation>
    </message>
    <message>
        <source>Going on where you stopped; your answers are all here.</source>
        <translation>Vous reprenez où vous en étiez&#x202f;; toutes vos réponses sont là.</translation>
    </message>
    <message>
        <source>Type the code.</source>
        <translation>Saisissez le code.</translation>
    </message>
    <message>
        <source>{time} left. What you have answered is saved.</source>
        <translation>Il reste {time}. Ce que vous avez répondu est enregistré.</translation>
    </message>
    <message>
        <source>Question {number} of {count}</source>
        <translation>Question {number} sur {count}</translation>
    </message>
    <message>
        <source>Stop for now</source>
        <translation>Arrêter pour l’instant</translation>
    </message>
    <message>
        <source>Back to assessments</source>
        <translation>Retour aux évaluations</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Précédente</translation>
    </message>
    <message>
        <source>Go on answering</source>
        <translation>Continuer à répondre</translation>
    </message>
    <message>
        <source>Begin: the time starts now</source>
        <translation>Commencer&#xa0;: le temps démarre</translation>
    </message>
    <message>
        <source>Look over your answers</source>
        <translation>Revoir vos réponses</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivante</translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation>Remettre</translation>
    </message>
    <message>
        <source>To come back to</source>
        <translation>À revoir</translation>
    </message>
    <message>
        <source>Come back to this</source>
        <translation>Y revenir</translation>
    </message>
    <message>
        <source>Less than a minute left</source>
        <translation>Moins d’une minute</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>Reste {time}</translation>
    </message>
</context>
<context>
    <name>SlipsPage</name>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Slips</source>
        <translation>Billets</translation>
    </message>
    <message>
        <source>Each slip holds a code for one person, which works once. It says what to do with it, and until when. Give it only to the person whose it is. A slip that was made for her before is worth nothing once the hub has heard of the new one.</source>
        <translation>Chaque billet porte un code pour une personne, qui sert une fois. Il dit qu’en faire, et jusqu’à quand. Ne le donnez qu’à la personne dont c’est le billet. Un billet fait pour elle auparavant ne vaut plus rien dès que le serveur a appris le nouveau.</translation>
    </message>
    <message>
        <source>Language of the slips</source>
        <translation>Langue des billets</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Enregistrer en PDF</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Code to write down</source>
        <translation>Code à noter</translation>
    </message>
    <message>
        <source>The slips as they are printed</source>
        <translation>Les billets tels qu’ils sont imprimés</translation>
    </message>
    <message>
        <source>For whom?</source>
        <translation>Pour qui&#x202f;?</translation>
    </message>
    <message>
        <source>Under People, tick who is to be given a slip, and press “Make slips”.</source>
        <translation>Sous Personnes, cochez qui doit recevoir un billet, et appuyez sur «&#xa0;Faire des billets&#xa0;».</translation>
    </message>
    <message>
        <source>Making codes</source>
        <translation>Les codes sont créés</translation>
    </message>
    <message>
        <source>These codes are shown only now, and kept nowhere. Print or save them before you leave this page.</source>
        <translation>Ces codes ne sont montrés que maintenant, et ne sont gardés nulle part. Imprimez-les ou enregistrez-les avant de quitter cette page.</translation>
    </message>
    <message>
        <source>Make {count} codes</source>
        <translation>Créer des codes ({count})</translation>
    </message>
    <message>
        <source>Saved as {path}. Whoever opens it reads the codes: delete it once it is printed.</source>
        <translation>Enregistré dans {path}. Qui l’ouvre lit les codes&#xa0;: supprimez ce fichier une fois imprimé.</translation>
    </message>
</context>
<context>
    <name>StewardCard</name>
    <message>
        <source>For whoever keeps this computer</source>
        <translation>Pour la personne qui garde cet ordinateur</translation>
    </message>
    <message>
        <source>You were given the steward code of this computer. It can be seen here until somebody else has typed it once; after that it is only where you keep it.</source>
        <translation>Le code du gardien vous a été confié. Vous pouvez le revoir ici tant que personne d’autre ne l’a saisi une fois&#x202f;; ensuite, il n’est plus que là où vous le gardez.</translation>
    </message>
    <message>
        <source>Show the code</source>
        <translation>Montrer le code</translation>
    </message>
    <message>
        <source>Hide the code</source>
        <translation>Cacher le code</translation>
    </message>
    <message>
        <source>Steward code</source>
        <translation>Code du gardien</translation>
    </message>
    <message>
        <source>Make a new steward code if somebody saw the old one, or if somebody else takes over.</source>
        <translation>Créez un nouveau code du gardien si quelqu’un a vu l’ancien, ou si quelqu’un d’autre prend le relais.</translation>
    </message>
</context>
<context>
    <name>StewardCodeSheet</name>
    <message>
        <source>Steward code</source>
        <translation>Code du gardien</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>Enregistrer dans un fichier</translation>
    </message>
    <message>
        <source>The code is printed, saved or written down</source>
        <translation>Le code est imprimé, enregistré ou noté</translation>
    </message>
    <message>
        <source>Ujuzi steward code</source>
        <translation>Code du gardien Ujuzi</translation>
    </message>
    <message>
        <source>Save the steward code</source>
        <translation>Enregistrer le code du gardien</translation>
    </message>
    <message>
        <source>{path} could not be written. Choose another folder.</source>
        <translation>Impossible d’écrire {path}. Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Saved as {path}</source>
        <translation>Enregistré sous {path}</translation>
    </message>
    <message>
        <source>With this code a forgotten PIN is replaced and a new publisher of courses is trusted. Keep it away from the computer.</source>
        <translation>Avec ce code, on remplace un code PIN oublié et on accorde sa confiance à un nouvel éditeur de cours. Gardez-le loin de l’ordinateur.</translation>
    </message>
</context>
<context>
    <name>StewardStep</name>
    <message>
        <source>For whoever keeps this computer</source>
        <translation>Pour la personne qui garde cet ordinateur</translation>
    </message>
    <message>
        <source>With this code a forgotten PIN is replaced and a new publisher of courses is trusted. Print or save it, give it to whoever keeps this computer, and keep it away from here. You find it again in Settings until somebody else has typed it.</source>
        <translation>Avec ce code, on remplace un code PIN oublié et on accorde sa confiance à un nouvel éditeur de cours. Imprimez-le ou enregistrez-le, donnez-le à la personne qui garde cet ordinateur, et gardez-le loin d’ici. Vous le retrouvez dans Réglages tant que personne d’autre ne l’a saisi.</translation>
    </message>
</context>
<context>
    <name>SticksCard</name>
    <message>
        <source>Sticks that are known here</source>
        <translation>Clés USB connues ici</translation>
    </message>
    <message>
        <source>Do not use it</source>
        <translation>Ne pas l’utiliser</translation>
    </message>
    <message>
        <source>Use it again</source>
        <translation>L’utiliser de nouveau</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Oublier</translation>
    </message>
    <message>
        <source>{stick}: results are written to it whenever it is put in.</source>
        <translation>{stick}&#xa0;: les résultats y sont écrits chaque fois qu’elle est branchée.</translation>
    </message>
    <message>
        <source>{stick}: nothing is written to it by itself.</source>
        <translation>{stick}&#xa0;: rien n’y est écrit automatiquement.</translation>
    </message>
    <message>
        <source>A stick without a name</source>
        <translation>Une clé USB sans nom</translation>
    </message>
</context>
<context>
    <name>SyncPage</name>
    <message>
        <source>Sync</source>
        <translation>Synchroniser</translation>
    </message>
</context>
<context>
    <name>TextEntryQuestion</name>
    <message>
        <source>Type your answer.</source>
        <translation>Saisissez votre réponse.</translation>
    </message>
    <message>
        <source>Capital letters count.</source>
        <translation>Les majuscules comptent.</translation>
    </message>
    <message>
        <source>Accents count.</source>
        <translation>Les accents comptent.</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>Votre réponse</translation>
    </message>
    <message>
        <source>A right answer</source>
        <translation>Une bonne réponse</translation>
    </message>
</context>
<context>
    <name>ToldCard</name>
    <message>
        <source>What your institution sees of you</source>
        <translation>Ce que votre établissement voit de vous</translation>
    </message>
    <message>
        <source>Where results go by stick, shared folder or collection point, the coordinators of your campus are told which courses, lessons, videos and quizzes you opened and completed and when, your best and your latest score, when you tried, when you began and handed in assessments, that you asked for a second look at a result, and when you were last here. They are never told your answers, notes, bookmarks, how long you studied, how you rate yourself, or why you asked. What the hub gets is under Your data.</source>
        <translation>Quand les résultats passent par clé USB, dossier partagé ou point de collecte, la coordination de votre campus apprend quels cours, leçons, vidéos et quiz vous avez ouverts et terminés et quand, votre meilleur score et le dernier, quand vous avez essayé, quand vous avez commencé et remis des évaluations, que vous avez demandé qu’un résultat soit revu, et quand vous étiez ici pour la dernière fois. Elle n’apprend jamais vos réponses, vos notes, vos signets, combien de temps vous avez étudié, comment vous vous évaluez, ni pourquoi vous l’avez demandé. Ce que le serveur reçoit figure sous «&#xa0;Vos données&#xa0;».</translation>
    </message>
    <message>
        <source>Until the hub has linked your profile, they are also told that you typed the code of a slip, but not the code.</source>
        <translation>Tant que le serveur n’a pas relié votre profil, elle apprend aussi que vous avez saisi le code d’un billet, mais pas le code.</translation>
    </message>
    <message>
        <source>Show what is told of me now</source>
        <translation>Montrer ce qui est dit de moi maintenant</translation>
    </message>
    <message>
        <source>Nobody can open it yet: this computer knows of no coordinator.</source>
        <translation>Personne ne peut encore l’ouvrir&#xa0;: cet ordinateur ne connaît aucune coordination.</translation>
    </message>
    <message>
        <source>Who can open it: {names}.</source>
        <translation>Peuvent l’ouvrir&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>Nothing: you have begun none here.</source>
        <translation>Rien&#xa0;: vous n’en avez commencé aucun ici.</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Bookmark (Ctrl+D)</source>
        <translation>Signet (Ctrl+D)</translation>
    </message>
    <message>
        <source>Remove the bookmark (Ctrl+D)</source>
        <translation>Retirer le signet (Ctrl+D)</translation>
    </message>
    <message>
        <source>Back to the course</source>
        <translation>Retour au cours</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Sommaire</translation>
    </message>
    <message>
        <source>Find in this lesson (Ctrl+F)</source>
        <translation>Chercher dans cette leçon (Ctrl+F)</translation>
    </message>
    <message>
        <source>Size of the text</source>
        <translation>Taille du texte</translation>
    </message>
    <message>
        <source>My notes (Ctrl+N)</source>
        <translation>Mes notes (Ctrl+N)</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Smaller (Ctrl+-)</source>
        <translation>Plus petit (Ctrl+-)</translation>
    </message>
    <message>
        <source>Usual size (Ctrl+0)</source>
        <translation>Taille habituelle (Ctrl+0)</translation>
    </message>
    <message>
        <source>Larger (Ctrl++)</source>
        <translation>Plus grand (Ctrl++)</translation>
    </message>
    <message>
        <source>This lesson</source>
        <translation>Cette leçon</translation>
    </message>
    <message>
        <source>My notes</source>
        <translation>Mes notes</translation>
    </message>
</context>
<context>
    <name>Unlock</name>
    <message>
        <source>A passphrase for this stick</source>
        <translation>Une phrase secrète pour cette clé USB</translation>
    </message>
    <message>
        <source>What you do is kept on this stick, encrypted. Nobody brings back a passphrase that is forgotten; the steward code, which you are given next, opens the stick too.</source>
        <translation>Ce que vous faites est gardé sur cette clé USB, chiffré. Personne ne retrouve une phrase secrète oubliée&#x202f;; le code du gardien, que vous recevrez ensuite, ouvre aussi la clé USB.</translation>
    </message>
    <message>
        <source>This stick is locked</source>
        <translation>Cette clé USB est verrouillée</translation>
    </message>
    <message>
        <source>Type its passphrase, or the steward code.</source>
        <translation>Saisissez sa phrase secrète ou le code du gardien.</translation>
    </message>
    <message>
        <source>Passphrase or steward code</source>
        <translation>Phrase secrète ou code du gardien</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>The stick is being made ready. This takes some seconds.</source>
        <translation>La clé USB est en préparation. Cela prend quelques secondes.</translation>
    </message>
    <message>
        <source>The stick is being unlocked. This takes some seconds.</source>
        <translation>La clé USB est en train d’être déverrouillée. Cela prend quelques secondes.</translation>
    </message>
</context>
<context>
    <name>UpdateCard</name>
    <message>
        <source>A newer Ujuzi</source>
        <translation>Un Ujuzi plus récent</translation>
    </message>
    <message>
        <source>Look on a stick or in a folder</source>
        <translation>Chercher sur une clé USB ou dans un dossier</translation>
    </message>
    <message>
        <source>Install it</source>
        <translation>L’installer</translation>
    </message>
    <message>
        <source>This is Ujuzi {version}.</source>
        <translation>Ceci est Ujuzi {version}.</translation>
    </message>
    <message>
        <source>Ujuzi {version} is there, {size} MB. It is installed beside this one, which is kept; your work stays as it is.</source>
        <translation>Ujuzi {version} est là, {size}&#xa0;Mo. Il s’installe à côté de celui-ci, qui est gardé&#x202f;; votre travail reste tel quel.</translation>
    </message>
    <message>
        <source>It is being installed. Leave the stick in.</source>
        <translation>Installation en cours. Laissez la clé branchée.</translation>
    </message>
    <message>
        <source>Ujuzi {version} is installed. Close Ujuzi and start it again.</source>
        <translation>Ujuzi {version} est installé. Fermez Ujuzi et démarrez-le de nouveau.</translation>
    </message>
</context>
<context>
    <name>VerdictCard</name>
    <message>
        <source>Genuine</source>
        <translation>Authentique</translation>
    </message>
    <message>
        <source>It was signed by an issuer that this computer knows, and it was not revoked. Compare the name below with the person&apos;s papers.</source>
        <translation>Il est signé par un émetteur que cet ordinateur connaît et n’a pas été révoqué. Comparez le nom ci-dessous avec les papiers de la personne.</translation>
    </message>
    <message>
        <source>Not signed by whom it names</source>
        <translation>Pas signé par celui qu’il nomme</translation>
    </message>
    <message>
        <source>It is not signed by the one that it names as its issuer. Do not rely on what it says.</source>
        <translation>Il n’est pas signé par celui qu’il nomme comme émetteur. Ne vous fiez pas à ce qu’il dit.</translation>
    </message>
    <message>
        <source>Changed since it was issued</source>
        <translation>Modifié depuis sa délivrance</translation>
    </message>
    <message>
        <source>No longer valid</source>
        <translation>N’est plus valable</translation>
    </message>
    <message>
        <source>It was good until {day}, as it says itself, and that day has passed. Ask its issuer for a new one.</source>
        <translation>Il était valable jusqu’au {day}, comme il le dit lui-même, et ce jour est passé. Demandez-en un nouveau à l’émetteur.</translation>
    </message>
    <message>
        <source>Signed with a key that is no longer trusted</source>
        <translation>Signé avec une clé à laquelle on ne fait plus confiance</translation>
    </message>
    <message>
        <source>{reason}. Ask the awarding body whether it has issued this certificate anew.</source>
        <translation>{reason}. Demandez à l’organisme de délivrance s’il a délivré ce certificat à nouveau.</translation>
    </message>
    <message>
        <source>Signed at a time when its key was not in use</source>
        <translation>Signé à une date où sa clé n’était pas en usage</translation>
    </message>
    <message>
        <source>Ask the awarding body about this certificate before you rely on it.</source>
        <translation>Interrogez l’organisme de délivrance sur ce certificat avant de vous y fier.</translation>
    </message>
    <message>
        <source>Issuer unknown to this computer</source>
        <translation>Émetteur inconnu de cet ordinateur</translation>
    </message>
    <message>
        <source>The list of revocations on this computer is older than the certificate, or missing. Update your list, and check again.</source>
        <translation>La liste des révocations de cet ordinateur est plus ancienne que le certificat, ou absente. Mettez votre liste à jour, et vérifiez de nouveau.</translation>
    </message>
    <message>
        <source>It was signed by a hub at which this computer was registered. Since then nothing is known here of what that hub revokes: check it where that hub is known.</source>
        <translation>Il a été signé par un serveur auprès duquel cet ordinateur était inscrit. Depuis, on ne sait plus ici ce que ce serveur révoque&#xa0;: vérifiez-le là où ce serveur est connu.</translation>
    </message>
    <message>
        <source>It says two things at once</source>
        <translation>Il dit deux choses à la fois</translation>
    </message>
    <message>
        <source>This program cannot check it</source>
        <translation>Ce logiciel ne peut pas le vérifier</translation>
    </message>
    <message>
        <source>This PDF carries no credential that can be read. Ask its holder for the file itself.</source>
        <translation>Ce PDF ne contient aucune attestation numérique lisible. Demandez le fichier lui-même à la personne.</translation>
    </message>
    <message>
        <source>In this picture no credential can be read. Ask its holder for the file as the issuer gave it out.</source>
        <translation>On ne peut lire aucune attestation numérique dans cette image. Demandez à la personne le fichier tel que l’émetteur l’a remis.</translation>
    </message>
    <message>
        <source>This credential is signed in a way that Ujuzi does not check. That says nothing against it: use the program of whoever issued it.</source>
        <translation>Cette attestation numérique est signée d’une façon qu’Ujuzi ne vérifie pas. Cela ne prouve rien contre elle&#xa0;: utilisez le logiciel de l’émetteur.</translation>
    </message>
    <message>
        <source>This credential uses words that Ujuzi does not know. That says nothing against it: use the program of whoever issued it.</source>
        <translation>Cette attestation numérique emploie des mots qu’Ujuzi ne connaît pas. Cela ne prouve rien contre elle&#xa0;: utilisez le logiciel de l’émetteur.</translation>
    </message>
    <message>
        <source>This is a badge of Open Badges 2 or before. That says nothing against it: ask its issuer, at the address that the badge names.</source>
        <translation>C’est un badge d’Open Badges 2 ou d’avant. Cela ne prouve rien contre lui&#xa0;: demandez à l’émetteur, à l’adresse que le badge nomme.</translation>
    </message>
    <message>
        <source>This is not the whole text of the code. Copy all of it, from UJ1: to its end.</source>
        <translation>Ce n’est pas le texte entier du code. Copiez-le en entier, de UJ1: jusqu’à la fin.</translation>
    </message>
    <message>
        <source>There are several credentials in this file, so nobody can say which of them it stands for. Ask its holder for a file with one.</source>
        <translation>Il y a plusieurs attestations numériques dans ce fichier&#x202f;; personne ne peut dire laquelle est la bonne. Demandez à la personne un fichier qui n’en contient qu’une.</translation>
    </message>
    <message>
        <source>One thing is said twice in it, so two programs may read two different things. Do not rely on it: ask its holder for the file as the issuer gave it out.</source>
        <translation>Une même chose y est dite deux fois&#x202f;; deux logiciels peuvent y lire deux choses différentes. Ne vous y fiez pas&#xa0;: demandez à la personne le fichier tel que l’émetteur l’a remis.</translation>
    </message>
    <message>
        <source>This is a presentation, in which a holder shows credentials. Ask its holder for the credential itself, and check that.</source>
        <translation>C’est une présentation, dans laquelle une personne montre des attestations numériques. Demandez-lui l’attestation numérique elle-même, et vérifiez-la.</translation>
    </message>
    <message>
        <source>This is larger than what this program can check. Ask its holder for the text of its code.</source>
        <translation>C’est plus volumineux que ce que ce logiciel peut vérifier. Demandez à la personne le texte de son code.</translation>
    </message>
    <message>
        <source>That says nothing against it. Use the program of whoever issued it, or ask its holder for the text of the code.</source>
        <translation>Cela ne prouve rien contre lui. Utilisez le logiciel de l’émetteur, ou demandez à la personne le texte du code.</translation>
    </message>
    <message>
        <source>That list is {time} old, and what was revoked since is not known here: get a newer one.</source>
        <translation>Cette liste date de {time}, et ce qui a été révoqué depuis n’est pas connu ici&#xa0;: procurez-vous-en une plus récente.</translation>
    </message>
    <message>
        <source>Not a certificate of Ujuzi</source>
        <translation>Ce n’est pas un certificat d’Ujuzi</translation>
    </message>
    <message>
        <source>What it says now is not what was signed, even if only one letter differs. Ask its holder for the file or the code as the hub gave it out.</source>
        <translation>Ce qu’il dit n’est pas ce qui a été signé, même si une seule lettre diffère. Demandez à la personne le fichier ou le code tels que le serveur les a délivrés.</translation>
    </message>
    <message>
        <source>It has not been changed since it was signed, but no list here names who signed it. That may be because the list is old or missing: get a newer one by an exchange or on a USB stick, and check again.</source>
        <translation>Il n’a pas été modifié depuis sa signature, mais aucune liste ici ne nomme qui l’a signé. La liste est peut-être ancienne ou absente&#xa0;: procurez-vous-en une plus récente par un échange ou sur une clé USB, et vérifiez de nouveau.</translation>
    </message>
    <message>
        <source>Its signature was not checked, because its key is not here. The list may be old or missing: get a newer one by an exchange or on a USB stick, or use the program of whoever issued it.</source>
        <translation>Sa signature n’a pas été vérifiée, car sa clé n’est pas ici. La liste est peut-être ancienne ou absente&#xa0;: procurez-vous-en une plus récente par un échange ou sur une clé USB, ou utilisez le logiciel de l’émetteur.</translation>
    </message>
    <message>
        <source>Correctly signed; not yet known here</source>
        <translation>Signature correcte&#x202f;; pas encore connu ici</translation>
    </message>
    <message>
        <source>According to a list that this computer does not trust</source>
        <translation>Selon une liste à laquelle cet ordinateur ne fait pas confiance</translation>
    </message>
    <message>
        <source>Anybody can make such a list. Ask the awarding body to read out its fingerprint, and compare: {root}</source>
        <translation>N’importe qui peut faire une telle liste. Demandez à l’organisme de délivrance de vous lire son empreinte, et comparez&#xa0;: {root}</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>Il n’y a rien dedans.</translation>
    </message>
    <message>
        <source>This is an archive. Unpack it, and check the file inside.</source>
        <translation>C’est une archive. Décompressez-la, et vérifiez le fichier qu’elle contient.</translation>
    </message>
    <message>
        <source>This is data of another kind, not a credential.</source>
        <translation>Ce sont des données d’un autre genre, pas une attestation numérique.</translation>
    </message>
    <message>
        <source>This credential was never signed, so anybody may have written it.</source>
        <translation>Cette attestation numérique n’a jamais été signée&#xa0;: n’importe qui peut l’avoir écrite.</translation>
    </message>
    <message>
        <source>This is a credential of another kind, not a badge. Use the program of whoever issued it.</source>
        <translation>C’est une attestation numérique d’un autre genre, et non un badge. Utilisez le logiciel de l’émetteur.</translation>
    </message>
    <message>
        <source>This is a list of revocations; add it below.</source>
        <translation>C’est une liste de révocations&#x202f;; ajoutez-la ci-dessous.</translation>
    </message>
    <message>
        <source>This is a list of issuers and revocations; add it below.</source>
        <translation>C’est une liste d’émetteurs et de révocations&#x202f;; ajoutez-la ci-dessous.</translation>
    </message>
    <message>
        <source>Check that the whole text of the code was copied, from UJ1: to its end.</source>
        <translation>Vérifiez que tout le texte du code a été copié, de UJ1: jusqu’à la fin.</translation>
    </message>
    <message>
        <source>Name: {name}</source>
        <translation>Nom&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Title: {title}</source>
        <translation>Intitulé&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Issued: {day}</source>
        <translation>Délivré le&#xa0;: {day}</translation>
    </message>
    <message>
        <source>Issuer: {name}</source>
        <translation>Émetteur&#xa0;: {name}</translation>
    </message>
    <message>
        <source>As known here on {day}</source>
        <translation>Selon ce qui est connu ici au {day}</translation>
    </message>
</context>
<context>
    <name>VideoPane</name>
    <message>
        <source>Place in the video</source>
        <translation>Position dans la vidéo</translation>
    </message>
    <message>
        <source>Captions (C)</source>
        <translation>Sous-titres (C)</translation>
    </message>
    <message>
        <source>The text of this video</source>
        <translation>Le texte de cette vidéo</translation>
    </message>
    <message>
        <source>This video cannot play on this computer. Its whole text is here to read.</source>
        <translation>Cette vidéo ne peut pas être lue sur cet ordinateur. Tout son texte est à lire ici.</translation>
    </message>
    <message>
        <source>This video cannot play on this computer.</source>
        <translation>Cette vidéo ne peut pas être lue sur cet ordinateur.</translation>
    </message>
    <message>
        <source>This computer has no sound. The captions say what is spoken.</source>
        <translation>Cet ordinateur n’a pas de son. Les sous-titres disent ce qui est dit.</translation>
    </message>
    <message>
        <source>This computer has no sound.</source>
        <translation>Cet ordinateur n’a pas de son.</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Pause (Espace)</translation>
    </message>
    <message>
        <source>Play (Space)</source>
        <translation>Lecture (Espace)</translation>
    </message>
    <message>
        <source>{position} of {duration}</source>
        <translation>{position} sur {duration}</translation>
    </message>
</context>
<context>
    <name>WaitingActs</name>
    <message>
        <source>What the coordinator decided</source>
        <translation>Ce que la coordination a décidé</translation>
    </message>
    <message>
        <source>The coordinator had not been at the hub for half a year, so it counts here only once you let it, with the code above. Ask the coordinator if in doubt.</source>
        <translation>La coordination n’avait pas joint le serveur depuis six mois&#xa0;: cela ne compte ici que si vous le validez, avec le code ci-dessus. En cas de doute, demandez à la coordination.</translation>
    </message>
    <message>
        <source>Let it count</source>
        <translation>Valider</translation>
    </message>
    <message>
        <source>It counts on this computer now.</source>
        <translation>Cela compte maintenant sur cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>WeekPage</name>
    <message>
        <source>This week</source>
        <translation>Cette semaine</translation>
    </message>
    <message>
        <source>Collect and send</source>
        <translation>Collecter et envoyer</translation>
    </message>
    <message>
        <source>Computers</source>
        <translation>Ordinateurs</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>Rapports</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>Annonces</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>How the week goes</source>
        <translation>Comment se passe la semaine</translation>
    </message>
    <message>
        <source>This needs you:</source>
        <translation>Ceci a besoin de vous&#xa0;:</translation>
    </message>
    <message>
        <source>Nothing needs you</source>
        <translation>Rien n’a besoin de vous</translation>
    </message>
    <message>
        <source>What is known of each computer stands under Computers. On Friday collect again: what was recorded since is not known here.</source>
        <translation>Ce que l’on sait de chaque ordinateur est sous Ordinateurs. Vendredi, collectez de nouveau&#xa0;: ce qui a été enregistré depuis n’est pas connu ici.</translation>
    </message>
    <message>
        <source>No computers yet</source>
        <translation>Pas encore d’ordinateur</translation>
    </message>
    <message>
        <source>Write down which computers you expect, so that none is forgotten. Those that are registered come by themselves when you collect and send.</source>
        <translation>Notez quels ordinateurs vous attendez, pour n’en oublier aucun. Ceux qui sont inscrits viennent d’eux-mêmes quand vous collectez et envoyez.</translation>
    </message>
    <message>
        <source>Write down computers</source>
        <translation>Noter des ordinateurs</translation>
    </message>
</context>
<context>
    <name>_Amounts</name>
    <message>
        <source>{number}%</source>
        <translation>{number}&#x202f;%</translation>
    </message>
</context>
<context>
    <name>_Arrivals</name>
    <message>
        <source>{name} was never seen.</source>
        <translation>{name} n’a jamais été vu.</translation>
    </message>
    <message>
        <source>Two computers speak as {name}: what has landed of each is not known until the hub has told them apart.</source>
        <translation>Deux ordinateurs parlent au nom de {name}&#xa0;: on ne sait pas ce qui est arrivé de chacun tant que le serveur ne les a pas distingués.</translation>
    </message>
    <message>
        <source>What was recorded since is not known here.</source>
        <translation>Ce qui a été enregistré depuis n’est pas connu ici.</translation>
    </message>
    <message>
        <source>Yes: {name} was closed on {date}, and all of it has landed.</source>
        <translation>Oui&#xa0;: {name} a été fermé le {date}, et tout est arrivé.</translation>
    </message>
    <message>
        <source>Not yet: close it first.</source>
        <translation>Pas encore&#xa0;: fermez-le d’abord.</translation>
    </message>
    <message numerus="yes">
        <source>Not yet: %n entry(ies) wait for the next upload.</source>
        <translation>
            <numerusform>Pas encore&#xa0;: %n entrée attend le prochain envoi.</numerusform>
            <numerusform>Pas encore&#xa0;: %n entrées attendent le prochain envoi.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not yet: %n handed-in file(s) wait for the next upload.</source>
        <translation>
            <numerusform>Pas encore&#xa0;: %n fichier remis attend le prochain envoi.</numerusform>
            <numerusform>Pas encore&#xa0;: %n fichiers remis attendent le prochain envoi.</numerusform>
        </translation>
    </message>
    <message>
        <source>Not yet: two computers speak as {name}.</source>
        <translation>Pas encore&#xa0;: deux ordinateurs parlent au nom de {name}.</translation>
    </message>
    <message numerus="yes">
        <source>All %n entry(ies) that {name} had {visit} have landed</source>
        <translation>
            <numerusform>La seule entrée (%n) que {name} avait {visit} est arrivée</numerusform>
            <numerusform>Les %n entrées que {name} avait {visit} sont toutes arrivées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{landed} of %n entry(ies) that {name} had {visit} have landed</source>
        <translation>
            <numerusform>{landed} entrée sur %n que {name} avait {visit} est arrivée</numerusform>
            <numerusform>{landed} entrées sur les %n que {name} avait {visit} sont arrivées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is (are) only on {name}</source>
        <translation>
            <numerusform>%n n’est que sur {name}</numerusform>
            <numerusform>%n ne sont que sur {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) of {name} have landed</source>
        <translation>
            <numerusform>%n entrée de {name} est arrivée</numerusform>
            <numerusform>%n entrées de {name} sont arrivées</numerusform>
        </translation>
    </message>
    <message>
        <source>It last exchanged with the hub itself on {date}; what it has recorded beyond this is not known here.</source>
        <translation>Son dernier échange direct avec le serveur date du {date}&#x202f;; ce qu’il a enregistré au-delà n’est pas connu ici.</translation>
    </message>
    <message>
        <source>It has not said how many it has: collect from it, and you will know.</source>
        <translation>Il n’a pas dit combien il en a&#xa0;: faites la collecte, et vous le saurez.</translation>
    </message>
    <message>
        <source>The entries of {name} had landed until {date}; the hub was put back and they are being sent again.</source>
        <translation>Les entrées de {name} étaient arrivées jusqu’au {date}&#x202f;; le serveur a été remis à un état antérieur, et elles sont renvoyées.</translation>
    </message>
    <message>
        <source>at the visit that was collected on {date}</source>
        <translation>lors du passage collecté le {date}</translation>
    </message>
    <message>
        <source>on {date}</source>
        <translation>le {date}</translation>
    </message>
    <message>
        <source>(hub, {date})</source>
        <translation>(serveur, {date})</translation>
    </message>
    <message numerus="yes">
        <source>, of which %n wait(s) for a person</source>
        <translation>
            <numerusform>, dont %n attend une personne</numerusform>
            <numerusform>, dont %n attendent une personne</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is (are) on {stick} since {date}</source>
        <translation>
            <numerusform>%n est sur {stick} depuis le {date}</numerusform>
            <numerusform>%n sont sur {stick} depuis le {date}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of those on the way wait(s) for an earlier stick</source>
        <translation>
            <numerusform>parmi celles en chemin, %n attend une clé USB antérieure</numerusform>
            <numerusform>parmi celles en chemin, %n attendent une clé USB antérieure</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Card</name>
    <message>
        <source>Collection point of {campus}</source>
        <translation>Point de collecte de {campus}</translation>
    </message>
    <message>
        <source>Collection point of this campus</source>
        <translation>Point de collecte de ce campus</translation>
    </message>
    <message>
        <source>Printed {date}. Where the address is another by now, print it anew.</source>
        <translation>Imprimé le {date}. Si l’adresse a changé depuis, imprimez la fiche de nouveau.</translation>
    </message>
    <message>
        <source>Its address in this network</source>
        <translation>Son adresse dans ce réseau</translation>
    </message>
    <message>
        <source>Open Ujuzi, and choose “Sync”.</source>
        <translation>Ouvrez Ujuzi et choisissez «&#xa0;Synchroniser&#xa0;».</translation>
    </message>
    <message>
        <source>Press “Bring to the collection point”. The address may stay empty: Ujuzi looks around in this network. If it finds nothing, type the address from this card.</source>
        <translation>Appuyez sur «&#xa0;Apporter au point de collecte&#xa0;». L’adresse peut rester vide&#xa0;: Ujuzi cherche dans ce réseau. S’il ne trouve rien, saisissez l’adresse de cette fiche.</translation>
    </message>
    <message>
        <source>Wait until it says what the collection point holds. Then this computer is done.</source>
        <translation>Attendez qu’il dise ce que le point de collecte détient. Cet ordinateur a alors terminé.</translation>
    </message>
    <message>
        <source>Nobody there can read what was recorded here, and all of it stays on this computer until the hub has it. “Sync” says when that is so: the hub&apos;s word comes back with a later visit. New courses are offered there too.</source>
        <translation>Personne là-bas ne peut lire ce qui a été enregistré ici, et tout reste sur cet ordinateur jusqu’à ce que le serveur l’ait. «&#xa0;Synchroniser&#xa0;» dit quand c’est le cas&#xa0;: la réponse du serveur revient avec une visite suivante. Les nouveaux cours y sont proposés aussi.</translation>
    </message>
    <message>
        <source>Put in the campus&apos;s stick, press “Write to a folder” under “Sync”, and say that the collection point could not be reached. Nothing is lost.</source>
        <translation>Branchez la clé USB du campus, appuyez sur «&#xa0;Écrire dans un dossier&#xa0;» sous «&#xa0;Synchroniser&#xa0;», et dites que le point de collecte n’a pas pu être joint. Rien n’est perdu.</translation>
    </message>
</context>
<context>
    <name>_Collecting</name>
    <message numerus="yes">
        <source>%n computer(s)</source>
        <translation>
            <numerusform>%n ordinateur</numerusform>
            <numerusform>%n ordinateurs</numerusform>
        </translation>
    </message>
    <message>
        <source>About {time} left.</source>
        <translation>Encore {time} environ.</translation>
    </message>
    <message>
        <source>{records} came of {computers}. They are held here now, and have not arrived at the hub yet.</source>
        <translation>De {computers} il est venu {records}. C’est gardé ici maintenant, et ce n’est pas encore arrivé au serveur.</translation>
    </message>
    <message>
        <source>Nothing new: all that lies in “{folder}” was collected before.</source>
        <translation>Rien de nouveau&#xa0;: tout ce qui est dans «&#xa0;{folder}&#xa0;» avait déjà été collecté.</translation>
    </message>
    <message>
        <source>Nothing from a computer lies in “{folder}”. At each computer, open Sync and press “Write to a folder”; then collect here.</source>
        <translation>Il n’y a rien d’un ordinateur dans «&#xa0;{folder}&#xa0;». Sur chaque ordinateur, ouvrez Synchroniser et appuyez sur «&#xa0;Écrire dans un dossier&#xa0;»&#x202f;; puis collectez ici.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) there are not whole: a stick was pulled out. Nothing is lost: write once more at that computer, and collect again.</source>
        <translation>
            <numerusform>%n fichier y est incomplet&#xa0;: une clé USB a été enlevée trop tôt. Rien n’est perdu&#xa0;: écrivez encore une fois sur cet ordinateur, et collectez de nouveau.</numerusform>
            <numerusform>%n fichiers y sont incomplets&#xa0;: une clé USB a été enlevée trop tôt. Rien n’est perdu&#xa0;: écrivez encore une fois sur ces ordinateurs, et collectez de nouveau.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) there were written by a newer Ujuzi than this one: update this computer, and collect again.</source>
        <translation>
            <numerusform>%n fichier y a été écrit par un Ujuzi plus récent que celui-ci&#xa0;: mettez cet ordinateur à jour, et collectez de nouveau.</numerusform>
            <numerusform>%n fichiers y ont été écrits par un Ujuzi plus récent que celui-ci&#xa0;: mettez cet ordinateur à jour, et collectez de nouveau.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) there bear a name of Ujuzi&apos;s and are none of its files: they were passed over.</source>
        <translation>
            <numerusform>%n fichier y porte un nom d’Ujuzi et n’en est pas un&#xa0;: il a été laissé de côté.</numerusform>
            <numerusform>%n fichiers y portent un nom d’Ujuzi et n’en sont pas&#xa0;: ils ont été laissés de côté.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) there are not what they say: somebody changed or copied them. They were passed over.</source>
        <translation>
            <numerusform>%n partie n’y est pas ce qu’elle dit&#xa0;: quelqu’un l’a modifiée ou copiée. Elle a été laissée de côté.</numerusform>
            <numerusform>%n parties n’y sont pas ce qu’elles disent&#xa0;: quelqu’un les a modifiées ou copiées. Elles ont été laissées de côté.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no room here for more from {names}: send to the hub, then collect again.</source>
        <translation>Il n’y a plus de place ici pour {names}&#xa0;: envoyez au serveur, puis collectez de nouveau.</translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) lie there; they were passed over.</source>
        <translation>
            <numerusform>%n autre fichier s’y trouve&#x202f;; il a été laissé de côté.</numerusform>
            <numerusform>%n autres fichiers s’y trouvent&#x202f;; ils ont été laissés de côté.</numerusform>
        </translation>
    </message>
    <message>
        <source>More files lie there than Ujuzi looks at, so something may be missing: tidy that folder up, and collect again.</source>
        <translation>Il s’y trouve plus de fichiers qu’Ujuzi n’en regarde, il peut donc manquer quelque chose&#xa0;: rangez ce dossier, et collectez de nouveau.</translation>
    </message>
    <message>
        <source>A computer that the hub has not named yet ({number})</source>
        <translation>Un ordinateur que le serveur n’a pas encore nommé ({number})</translation>
    </message>
    <message>
        <source>nothing new</source>
        <translation>rien de nouveau</translation>
    </message>
    <message>
        <source>nothing that could be taken</source>
        <translation>rien qui ait pu être pris</translation>
    </message>
    <message>
        <source>{records}, new</source>
        <translation>{records}, nouveau</translation>
    </message>
    <message>
        <source>The hub could not be reached. Nothing is lost: what was collected stays here. Where there is a network, press the button again.</source>
        <translation>Le serveur n’a pas pu être joint. Rien n’est perdu&#xa0;: ce qui a été collecté reste ici. Là où il y a un réseau, appuyez de nouveau sur le bouton.</translation>
    </message>
</context>
<context>
    <name>_Drawing</name>
    <message>
        <source>Micro-credential</source>
        <translation>Microcertification</translation>
    </message>
    <message>
        <source>This certifies that</source>
        <translation>Il est certifié que</translation>
    </message>
    <message>
        <source>has earned</source>
        <translation>a obtenu</translation>
    </message>
    <message>
        <source>Name, signature and stamp of the organisation</source>
        <translation>Nom, signature et cachet de l’organisation</translation>
    </message>
    <message>
        <source>What this person has shown</source>
        <translation>Ce que cette personne a montré</translation>
    </message>
    <message>
        <source>and {count} more, in the digital credential</source>
        <translation>et {count} autres, dans l’attestation numérique</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>Délivré le</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>Délivré par</translation>
    </message>
    <message>
        <source>Workload</source>
        <translation>Charge de travail</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Assessed by</source>
        <translation>Évaluation</translation>
    </message>
    <message>
        <source>Supervision</source>
        <translation>Surveillance</translation>
    </message>
    <message>
        <source>Taken part</source>
        <translation>Participation</translation>
    </message>
    <message>
        <source>Quality assurance</source>
        <translation>Assurance qualité</translation>
    </message>
    <message>
        <source>Competencies</source>
        <translation>Compétences</translation>
    </message>
    <message>
        <source>{competency} ({right} of {items})</source>
        <translation>{competency} ({right} sur {items})</translation>
    </message>
    <message>
        <source>unsupervised, identity not verified</source>
        <translation>sans surveillance, identité non vérifiée</translation>
    </message>
    <message>
        <source>supervised, identity not verified</source>
        <translation>sous surveillance, identité non vérifiée</translation>
    </message>
    <message>
        <source>supervised online, identity verified</source>
        <translation>surveillance en ligne, identité vérifiée</translation>
    </message>
    <message>
        <source>supervised on site, identity verified</source>
        <translation>surveillance sur place, identité vérifiée</translation>
    </message>
    <message>
        <source>Anyone can check this certificate, even without the internet</source>
        <translation>Chacun peut vérifier ce certificat, même sans internet</translation>
    </message>
    <message>
        <source>Without the internet: scan the code with a phone, and paste its text in Ujuzi, Check a certificate; or in the checker, a file of the hub that any browser opens.</source>
        <translation>Sans internet&#xa0;: lisez le code avec un téléphone et collez son texte dans Ujuzi, Vérifier un certificat&#x202f;; ou dans le vérificateur, un fichier du serveur que tout navigateur ouvre.</translation>
    </message>
    <message>
        <source>With the internet: look up {code} at {address}</source>
        <translation>Avec internet&#xa0;: cherchez {code} sur {address}</translation>
    </message>
</context>
<context>
    <name>_FolderWords</name>
    <message>
        <source>Writing to “{folder}”. Leave it in until it says here that it is safe to remove.</source>
        <translation>Écriture dans «&#xa0;{folder}&#xa0;». Laissez la clé en place jusqu’à ce qu’il soit écrit ici qu’elle peut être retirée.</translation>
    </message>
    <message>
        <source>“{folder}” has {records} now, for your coordinator. Safe to remove.</source>
        <translation>«&#xa0;{folder}&#xa0;» contient maintenant {records}, pour la coordination de votre campus. Peut être retiré.</translation>
    </message>
    <message>
        <source>Everything recorded here had arrived at the hub before. Safe to remove.</source>
        <translation>Tout ce qui est enregistré ici était déjà arrivé au serveur. Peut être retiré.</translation>
    </message>
    <message>
        <source>There was no room for {records}: make room, or take another as well.</source>
        <translation>Il n’y avait pas de place pour {records}&#xa0;: faites de la place, ou prenez-en une autre en plus.</translation>
    </message>
    <message>
        <source>Very many files lie there; your coordinator should tidy that folder up.</source>
        <translation>Ce dossier contient un très grand nombre de fichiers&#x202f;; la coordination de votre campus devrait y faire le ménage.</translation>
    </message>
    <message>
        <source>“{folder}” is a stick of your campus. Write results to it by itself, whenever it is put in?</source>
        <translation>«&#xa0;{folder}&#xa0;» est une clé USB de votre campus. Y écrire les résultats automatiquement, chaque fois qu’elle est branchée&#x202f;?</translation>
    </message>
    <message>
        <source>Yes, write by itself</source>
        <translation>Oui, écrire automatiquement</translation>
    </message>
    <message numerus="yes">
        <source>It brings %n course(s) that are new here: leave it in for those.</source>
        <translation>
            <numerusform>Elle apporte %n cours qui est nouveau ici&#xa0;: laissez-la branchée pour cela.</numerusform>
            <numerusform>Elle apporte %n cours qui sont nouveaux ici&#xa0;: laissez-la branchée pour cela.</numerusform>
        </translation>
    </message>
    <message>
        <source>Look at the courses</source>
        <translation>Voir les cours</translation>
    </message>
</context>
<context>
    <name>_Oddities</name>
    <message>
        <source>The hub does not know it yet: take it in.</source>
        <translation>Le serveur ne le connaît pas encore&#xa0;: admettez-le.</translation>
    </message>
    <message numerus="yes">
        <source>%n computer(s) has (have) a copy of its disk: {names}.</source>
        <translation>
            <numerusform>%n ordinateur a une copie de son disque&#xa0;: {names}.</numerusform>
            <numerusform>%n ordinateurs ont une copie de son disque&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message>
        <source>Two computers spoke under its name.</source>
        <translation>Deux ordinateurs ont parlé sous son nom.</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) at the hub wait for a person.</source>
        <translation>
            <numerusform>%n entrée au serveur attend une personne.</numerusform>
            <numerusform>%n entrées au serveur attendent une personne.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The hub refused %n entry(ies) that were brought; they stay on it.</source>
        <translation>
            <numerusform>Le serveur a refusé %n entrée apportée&#x202f;; elle reste sur l’ordinateur.</numerusform>
            <numerusform>Le serveur a refusé %n entrées apportées&#x202f;; elles restent sur l’ordinateur.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its clock is wrong.</source>
        <translation>Son horloge est fausse.</translation>
    </message>
    <message>
        <source>Its disk is nearly full.</source>
        <translation>Son disque est presque plein.</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) have been on the way for more than three weeks.</source>
        <translation>
            <numerusform>%n entrée est en chemin depuis plus de trois semaines.</numerusform>
            <numerusform>%n entrées sont en chemin depuis plus de trois semaines.</numerusform>
        </translation>
    </message>
    <message>
        <source>It was reported stolen.</source>
        <translation>Il a été déclaré volé.</translation>
    </message>
    <message>
        <source>It was retired.</source>
        <translation>Il a été mis hors service.</translation>
    </message>
    <message>
        <source>It said {its}; yours said {hers} when that was collected.</source>
        <translation>Elle indiquait {its}&#x202f;; la vôtre indiquait {hers} au moment de la collecte.</translation>
    </message>
    <message>
        <source>It said {its}, which is wrong; yours said {hers} when that was collected.</source>
        <translation>Elle indiquait {its}, ce qui est faux&#x202f;; la vôtre indiquait {hers} au moment de la collecte.</translation>
    </message>
</context>
<context>
    <name>_Receipt</name>
    <message>
        <source>Collection receipt</source>
        <translation>Reçu de collecte</translation>
    </message>
    <message>
        <source>Expected, and never seen</source>
        <translation>Attendus, et jamais vus</translation>
    </message>
    <message>
        <source>By computer</source>
        <translation>Par ordinateur</translation>
    </message>
    <message>
        <source>The same numbers, for a phone</source>
        <translation>Les mêmes nombres, pour un téléphone</translation>
    </message>
    <message>
        <source>Date and signature</source>
        <translation>Date et signature</translation>
    </message>
    <message>
        <source>{campus}. Made {date} by {name}.</source>
        <translation>{campus}. Fait le {date} par {name}.</translation>
    </message>
    <message>
        <source>Campus</source>
        <translation>Campus</translation>
    </message>
    <message>
        <source>Entries that are known of</source>
        <translation>Enregistrements dont on a connaissance</translation>
    </message>
    <message>
        <source>Arrived at the hub</source>
        <translation>Arrivés au serveur</translation>
    </message>
    <message>
        <source>On the way: on sticks, or held by the coordinator</source>
        <translation>En route&#xa0;: sur des clés USB, ou gardés par la coordination</translation>
    </message>
    <message>
        <source>Only on their computers</source>
        <translation>Seulement sur leur ordinateur</translation>
    </message>
    <message>
        <source>What copies of one disk have in common is counted once in these sums.</source>
        <translation>Ce que les copies d’un même disque ont en commun n’est compté qu’une fois dans ces totaux.</translation>
    </message>
    <message>
        <source>Each line: computer, then entries recorded, arrived, on the way, only there. What was recorded after the last visit is not known here.</source>
        <translation>Chaque ligne&#xa0;: ordinateur, puis enregistrements faits, arrivés, en route, seulement là. Ce qui a été enregistré après le dernier passage n’est pas connu ici.</translation>
    </message>
</context>
<context>
    <name>_Rows</name>
    <message>
        <source>Staff number</source>
        <translation>Matricule</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Fonction</translation>
    </message>
    <message>
        <source>Campus</source>
        <translation>Campus</translation>
    </message>
    <message>
        <source>Email</source>
        <translation>Courriel</translation>
    </message>
    <message>
        <source>The staff number is missing.</source>
        <translation>Le matricule manque.</translation>
    </message>
    <message>
        <source>The name is missing.</source>
        <translation>Le nom manque.</translation>
    </message>
    <message>
        <source>The role is missing: teacher, support, leader or coordinator.</source>
        <translation>Le rôle manque&#xa0;: enseignant, appui, dirigeant ou coordinateur.</translation>
    </message>
    <message>
        <source>“{value}” is no role. The roles are teacher, support, leader and coordinator.</source>
        <translation>«&#xa0;{value}&#xa0;» n’est pas un rôle. Les rôles sont&#xa0;: enseignant, appui, dirigeant et coordinateur.</translation>
    </message>
    <message>
        <source>“{column}” is longer than {most} letters.</source>
        <translation>«&#xa0;{column}&#xa0;» dépasse {most} lettres.</translation>
    </message>
    <message>
        <source>“{value}” under “{column}” was put there by the spreadsheet. Format the column as text, and type what belongs there.</source>
        <translation>«&#xa0;{value}&#xa0;» sous «&#xa0;{column}&#xa0;» vient du tableur. Mettez la colonne au format texte et saisissez ce qui doit y être.</translation>
    </message>
    <message>
        <source>“{value}” under “{column}” has lost letters. Save the list again where it was made, as CSV UTF-8 or as a spreadsheet.</source>
        <translation>«&#xa0;{value}&#xa0;» sous «&#xa0;{column}&#xa0;» a perdu des lettres. Enregistrez à nouveau la liste là où elle a été faite, en CSV UTF-8 ou comme classeur.</translation>
    </message>
    <message>
        <source>“{column}” holds a character that nobody sees. Type it anew.</source>
        <translation>«&#xa0;{column}&#xa0;» contient un caractère invisible. Saisissez-le à nouveau.</translation>
    </message>
    <message>
        <source>“{value}” is an address and no name.</source>
        <translation>«&#xa0;{value}&#xa0;» est une adresse et non un nom.</translation>
    </message>
    <message>
        <source>“{value}” is no name: it holds no letter.</source>
        <translation>«&#xa0;{value}&#xa0;» n’est pas un nom&#xa0;: il n’y a aucune lettre.</translation>
    </message>
    <message>
        <source>“{value}” is no email address.</source>
        <translation>«&#xa0;{value}&#xa0;» n’est pas une adresse de courriel.</translation>
    </message>
    <message>
        <source>{value} stands in line {line} already; that line counts.</source>
        <translation>{value} figure déjà à la ligne {line}&#x202f;; c’est celle-là qui compte.</translation>
    </message>
    <message>
        <source>{value} may be {people}. Write the number as it is on the list.</source>
        <translation>{value} peut être {people}. Écrivez le matricule tel qu’il est dans la liste.</translation>
    </message>
    <message>
        <source>This is you. Nobody decides about herself: your administrator changes this row.</source>
        <translation>C’est vous. Personne ne décide pour soi-même&#xa0;: votre administration modifie cette ligne.</translation>
    </message>
    <message>
        <source>{value} may be a date that the spreadsheet made of a number. Is it the number?</source>
        <translation>{value} est peut-être une date que le tableur a faite d’un numéro. Est-ce bien le matricule&#x202f;?</translation>
    </message>
    <message>
        <source>{value} may be a number whose thousands the spreadsheet set apart. Is it the number?</source>
        <translation>{value} est peut-être un nombre dont le tableur a séparé les milliers. Est-ce bien le matricule&#x202f;?</translation>
    </message>
    <message>
        <source>The spreadsheet may have taken zeros from the start of {value}: other numbers have some.</source>
        <translation>Le tableur a peut-être ôté des zéros au début de {value}&#xa0;: d’autres matricules en ont.</translation>
    </message>
    <message>
        <source>{value} has decimals. Is it the number?</source>
        <translation>{value} a des décimales. Est-ce bien le matricule&#x202f;?</translation>
    </message>
    <message>
        <source>{name} is on the list already, under number {person}. Is this another person?</source>
        <translation>{name} est déjà dans la liste, sous le matricule {person}. Est-ce une autre personne&#x202f;?</translation>
    </message>
    <message>
        <source>The same name stands in line {line}, under number {person}. Are they two people?</source>
        <translation>Le même nom figure à la ligne {line}, sous le matricule {person}. Sont-ce deux personnes&#x202f;?</translation>
    </message>
    <message>
        <source>Under this number the list has {name}. Is this the same person?</source>
        <translation>Sous ce matricule, la liste a {name}. Est-ce la même personne&#x202f;?</translation>
    </message>
    <message>
        <source>She left the institution. Taken in, she is back.</source>
        <translation>Elle a quitté l’établissement. L’inscrire la fait revenir.</translation>
    </message>
    <message>
        <source>The hub refused this person before. Taken in, she is sent to it once more.</source>
        <translation>Le serveur a déjà refusé cette personne. L’inscrire la lui envoie encore une fois.</translation>
    </message>
    <message>
        <source>The campus is “{value}”. Taken in, she is put on yours.</source>
        <translation>Le campus est «&#xa0;{value}&#xa0;». L’inscrire la met sur le vôtre.</translation>
    </message>
</context>
<context>
    <name>_Rules</name>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
    <message>
        <source>no time limit</source>
        <translation>sans limite de temps</translation>
    </message>
    <message>
        <source>passed at {percent}</source>
        <translation>réussite à {percent}</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) are drawn for you; every attempt draws anew.</source>
        <translation>
            <numerusform>%n question est tirée pour vous&#x202f;; chaque tentative en tire d’autres.</numerusform>
            <numerusform>%n questions sont tirées pour vous&#x202f;; chaque tentative en tire d’autres.</numerusform>
        </translation>
    </message>
    <message>
        <source>You pass at {percent}. Nothing is taken off for a wrong answer.</source>
        <translation>Vous réussissez à partir de {percent}. Une mauvaise réponse n’enlève rien.</translation>
    </message>
    <message>
        <source>Go back and forth as you like; change an answer until you hand in.</source>
        <translation>Allez et venez librement&#x202f;; une réponse peut changer jusqu’à la remise.</translation>
    </message>
    <message>
        <source>Every answer is saved at once. When you hand in, all are sealed: only the hub can read them, and the result comes back with an exchange.</source>
        <translation>Chaque réponse est enregistrée aussitôt. À la remise, toutes sont scellées&#xa0;: seul le serveur peut les lire, et le résultat revient avec un échange.</translation>
    </message>
    <message>
        <source>The pass mark is {basis}.</source>
        <translation>Le seuil de réussite est {basis}.</translation>
    </message>
    <message>
        <source>In each competency, at least {percent} must be right as well.</source>
        <translation>Dans chaque compétence, il faut aussi au moins {percent} de réponses justes.</translation>
    </message>
    <message>
        <source>In some competencies, this much must be right as well: {parts}.</source>
        <translation>Dans certaines compétences, il faut aussi ces parts de réponses justes&#xa0;: {parts}.</translation>
    </message>
    <message>
        <source>There is no time limit.</source>
        <translation>Il n’y a pas de limite de temps.</translation>
    </message>
    <message>
        <source>You have {time}, your extra time included.</source>
        <translation>Vous avez {time}, temps supplémentaire compris.</translation>
    </message>
    <message>
        <source>You have {time}.</source>
        <translation>Vous avez {time}.</translation>
    </message>
    <message>
        <source>It runs only while the questions are on the screen: a power cut costs you nothing.</source>
        <translation>Le temps ne court que lorsque les questions sont à l’écran&#xa0;: une coupure de courant ne vous coûte rien.</translation>
    </message>
    <message>
        <source>as many attempts as you like</source>
        <translation>autant de tentatives que vous voulez</translation>
    </message>
    <message>
        <source>{left} of {all} attempts left</source>
        <translation>{left} tentatives sur {all} restantes</translation>
    </message>
    <message numerus="yes">
        <source>You may try %n time(s) in all.</source>
        <translation>
            <numerusform>Vous pouvez essayer %n fois en tout.</numerusform>
            <numerusform>Vous pouvez essayer %n fois en tout.</numerusform>
        </translation>
    </message>
    <message>
        <source>Between two attempts you wait {time}.</source>
        <translation>Entre deux tentatives, attendez {time}.</translation>
    </message>
</context>
<context>
    <name>_Sentences</name>
    <message>
        <source>This file is not a Ujuzi course.</source>
        <translation>Ce fichier n’est pas un cours Ujuzi.</translation>
    </message>
    <message>
        <source>This file is not complete: its end is missing. Copy it again from where you got it.</source>
        <translation>Ce fichier est incomplet&#xa0;: la fin manque. Copiez-le de nouveau depuis là où vous l’avez eu.</translation>
    </message>
    <message>
        <source>This file was changed after it was signed, so it was not installed. Ask for a fresh copy.</source>
        <translation>Ce fichier a été modifié après sa signature&#x202f;; il n’a donc pas été installé. Demandez une nouvelle copie.</translation>
    </message>
    <message>
        <source>The signature of this file is not right, so it was not installed. Ask for a fresh copy.</source>
        <translation>La signature de ce fichier n’est pas bonne&#x202f;; il n’a donc pas été installé. Demandez une nouvelle copie.</translation>
    </message>
    <message>
        <source>This course needs a newer Ujuzi than the one on this computer. Update Ujuzi first.</source>
        <translation>Ce cours demande un Ujuzi plus récent que celui de cet ordinateur. Mettez d’abord Ujuzi à jour.</translation>
    </message>
    <message>
        <source>This file is built in a way that could harm the computer, so it was not installed.</source>
        <translation>Ce fichier est fait d’une façon qui pourrait nuire à l’ordinateur&#x202f;; il n’a donc pas été installé.</translation>
    </message>
    <message>
        <source>This file is signed, but what it holds cannot be read. Tell its publisher.</source>
        <translation>Ce fichier est signé, mais son contenu ne peut pas être lu. Prévenez son éditeur.</translation>
    </message>
    <message>
        <source>This course is larger than Ujuzi accepts, so it was not installed.</source>
        <translation>Ce cours dépasse la taille qu’Ujuzi accepte&#x202f;; il n’a donc pas été installé.</translation>
    </message>
    <message>
        <source>Version {installed} of “{title}” is here already; this file holds the older version {offered}.</source>
        <translation>La version {installed} de «&#xa0;{title}&#xa0;» est déjà ici&#x202f;; ce fichier contient la version plus ancienne {offered}.</translation>
    </message>
    <message>
        <source>{publisher} is not yet trusted on this computer. Compare its fingerprint with what your coordinator says; whoever keeps this computer can then trust it.</source>
        <translation>Cet ordinateur ne fait pas encore confiance à {publisher}. Comparez son empreinte avec ce que dit la coordination de votre campus&#x202f;; la personne qui garde cet ordinateur peut alors lui faire confiance.</translation>
    </message>
    <message>
        <source>This file is no longer the one you looked at. Choose it again.</source>
        <translation>Ce fichier n’est plus celui que vous avez examiné. Choisissez-le de nouveau.</translation>
    </message>
    <message>
        <source>This file is an update of a course that is not on this computer. Ask for the whole course.</source>
        <translation>Ce fichier met à jour un cours qui n’est pas sur cet ordinateur. Demandez le cours entier.</translation>
    </message>
    <message>
        <source>The file can no longer be reached. Was the stick pulled out? Nothing was changed; put it back and try again.</source>
        <translation>Le fichier n’est plus accessible. La clé USB a-t-elle été retirée&#x202f;? Rien n’a été changé&#x202f;; remettez-la et réessayez.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Arrêté. Rien n’a été changé.</translation>
    </message>
    <message>
        <source>This list is older than the one on this computer (version {version}; version {present} is here). Nothing was changed.</source>
        <translation>Cette liste est plus ancienne que celle de cet ordinateur (version {version}&#x202f;; la version {present} est ici). Rien n’a été changé.</translation>
    </message>
    <message>
        <source>This list is not signed as it must be, so it was not added. Ask for a fresh copy.</source>
        <translation>Cette liste n’est pas signée comme il faut&#x202f;; elle n’a pas été ajoutée. Demandez une nouvelle copie.</translation>
    </message>
    <message>
        <source>This list was changed after it was signed, so it was not added. Ask for a fresh copy.</source>
        <translation>Cette liste a été modifiée après sa signature&#x202f;; elle n’a pas été ajoutée. Demandez une nouvelle copie.</translation>
    </message>
    <message>
        <source>This file is too large to be a certificate or a list.</source>
        <translation>Ce fichier est trop grand pour être un certificat ou une liste.</translation>
    </message>
    <message>
        <source>This certificate is no longer on this computer.</source>
        <translation>Ce certificat n’est plus sur cet ordinateur.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing was lost; free some space and try again.</source>
        <translation>Le disque est plein. Rien n’est perdu&#x202f;; libérez de la place et réessayez.</translation>
    </message>
    <message>
        <source>Another program is using Ujuzi&apos;s data. Close it and try again.</source>
        <translation>Un autre programme utilise les données d’Ujuzi. Fermez-le et réessayez.</translation>
    </message>
    <message>
        <source>The data on this computer was written by a newer Ujuzi. Update Ujuzi; nothing was changed.</source>
        <translation>Les données de cet ordinateur ont été écrites par un Ujuzi plus récent. Mettez Ujuzi à jour&#x202f;; rien n’a été changé.</translation>
    </message>
    <message>
        <source>The data was written by an earlier Ujuzi. Start Ujuzi once, and it is brought up to date.</source>
        <translation>Les données ont été écrites par une version antérieure d’Ujuzi. Démarrez Ujuzi une fois, et elles seront mises à jour.</translation>
    </message>
    <message>
        <source>The data on this stick is locked. Its passphrase or its steward code opens it.</source>
        <translation>Les données de cette clé USB sont verrouillées. Sa phrase secrète ou son code du gardien les ouvre.</translation>
    </message>
    <message>
        <source>This is not the passphrase, nor the steward code.</source>
        <translation>Ce n’est ni la phrase secrète ni le code du gardien.</translation>
    </message>
    <message>
        <source>A passphrase has {least} letters or more.</source>
        <translation>Une phrase secrète a au moins {least} lettres.</translation>
    </message>
    <message>
        <source>No collection point was found in this network. Ask your coordinator for its address, or write to a stick or shared folder. Nothing is lost.</source>
        <translation>Aucun point de collecte n’a été trouvé sur ce réseau. Demandez son adresse à la coordination de votre campus, ou écrivez sur une clé USB ou dans un dossier partagé. Rien n’est perdu.</translation>
    </message>
    <message>
        <source>The collection point cannot be reached. Its computer may be off, or its firewall lets nobody in: tell your coordinator, and write to a stick or shared folder. Nothing is lost.</source>
        <translation>Le point de collecte est injoignable. Son ordinateur est peut-être éteint, ou son pare-feu ne laisse entrer personne&#xa0;: dites-le à la coordination de votre campus, et écrivez sur une clé USB ou dans un dossier partagé. Rien n’est perdu.</translation>
    </message>
    <message>
        <source>A part of Ujuzi could not be started. Close other programs and try again.</source>
        <translation>Une partie d’Ujuzi n’a pas pu démarrer. Fermez d’autres programmes et réessayez.</translation>
    </message>
    <message>
        <source>What answers there is no collection point of this campus, as far as the hub has said. Nothing was left with it. Check the address with your coordinator.</source>
        <translation>Ce qui répond là n’est pas un point de collecte de ce campus, d’après ce qu’a dit le serveur. Rien n’y a été déposé. Vérifiez l’adresse avec la coordination de votre campus.</translation>
    </message>
    <message>
        <source>The hub has not said yet that this computer may collect for its campus. Ask whoever keeps the hub to permit it, then try again with a network.</source>
        <translation>Le serveur n’a pas encore dit que cet ordinateur peut collecter pour son campus. Demandez à la personne qui tient le serveur de l’autoriser, puis réessayez avec un réseau.</translation>
    </message>
    <message>
        <source>The file {file} is missing or was changed. Copy the new version again; nothing was installed.</source>
        <translation>Le fichier {file} manque ou a été modifié. Copiez de nouveau la nouvelle version&#x202f;; rien n’a été installé.</translation>
    </message>
    <message>
        <source>This version was not released by those who released the one that runs, so it was not installed.</source>
        <translation>Cette version n’a pas été publiée par ceux qui ont publié celle qui fonctionne ici&#x202f;; elle n’a donc pas été installée.</translation>
    </message>
    <message>
        <source>There is no version of Ujuzi in {path} that can be read, or it was changed.</source>
        <translation>Il n’y a pas dans {path} de version d’Ujuzi lisible, ou elle a été modifiée.</translation>
    </message>
    <message>
        <source>Ujuzi {installed} is here already; {offered} is not newer.</source>
        <translation>Ujuzi {installed} est déjà ici&#x202f;; {offered} n’est pas plus récent.</translation>
    </message>
    <message>
        <source>This Ujuzi was not installed by its own launcher, so it cannot update itself.</source>
        <translation>Cet Ujuzi n’a pas été installé par son propre lanceur&#x202f;; il ne peut donc pas se mettre à jour.</translation>
    </message>
    <message>
        <source>This is Ujuzi for another system: {found}. This computer needs {needed}.</source>
        <translation>C’est Ujuzi pour un autre système&#xa0;: {found}. Il faut {needed} pour cet ordinateur.</translation>
    </message>
    <message>
        <source>There is a key here already; it is not replaced.</source>
        <translation>Il y a déjà une clé de chiffrement ici&#x202f;; elle n’est pas remplacée.</translation>
    </message>
    <message>
        <source>The key could not be written in {path}. Free some space, or ask for access.</source>
        <translation>La clé de chiffrement n’a pas pu être écrite dans {path}. Libérez de la place ou demandez l’accès.</translation>
    </message>
    <message>
        <source>The key {path} is damaged. Keep the stick as it is, and ask whoever keeps this computer.</source>
        <translation>La clé de chiffrement {path} est abîmée. Gardez la clé USB telle quelle et demandez à la personne qui garde cet ordinateur.</translation>
    </message>
    <message>
        <source>This Ujuzi cannot encrypt, so it keeps nothing on a stick. Copy Ujuzi to the stick again.</source>
        <translation>Cet Ujuzi ne sait pas chiffrer et ne garde donc rien sur une clé USB. Copiez de nouveau Ujuzi sur la clé USB.</translation>
    </message>
    <message>
        <source>{path} could not be written. Choose another folder.</source>
        <translation>Impossible d’écrire {path}. Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>This is too long to reach the hub, so it was not recorded. Shorten it and try again; nothing else is touched.</source>
        <translation>Ce texte est trop long pour atteindre le serveur, il n’a donc pas été enregistré. Raccourcissez-le et réessayez&#x202f;; rien d’autre n’est touché.</translation>
    </message>
    <message>
        <source>{path} is no folder, and results lie in a folder of that name. Nothing is lost; rename or delete it, and try again.</source>
        <translation>{path} n’est pas un dossier, alors que les résultats se trouvent dans un dossier de ce nom. Rien n’est perdu&#x202f;; renommez-le ou supprimez-le, puis réessayez.</translation>
    </message>
    <message>
        <source>This course is no longer on this computer.</source>
        <translation>Ce cours n’est plus sur cet ordinateur.</translation>
    </message>
    <message>
        <source>This version of the course no longer has this activity.</source>
        <translation>Cette version du cours n’a plus cette activité.</translation>
    </message>
    <message>
        <source>A note has at most {most} characters. Shorten it, or make two of it.</source>
        <translation>Une note compte au plus {most} caractères. Raccourcissez-la, ou faites-en deux.</translation>
    </message>
    <message>
        <source>This computer is closed: nobody can sign in. Whoever keeps it can open it again with the steward code, under “Keep this computer”.</source>
        <translation>Cet ordinateur est fermé&#xa0;: personne ne peut ouvrir de session. La personne qui le garde peut le rouvrir avec le code du gardien, sous «&#xa0;Garder cet ordinateur&#xa0;».</translation>
    </message>
    <message>
        <source>Type the name that is written on the computer, in 100 letters at most.</source>
        <translation>Saisissez le nom écrit sur l’ordinateur, en 100 lettres au plus.</translation>
    </message>
    <message>
        <source>A computer of this name is on your list already.</source>
        <translation>Un ordinateur de ce nom est déjà sur votre liste.</translation>
    </message>
    <message>
        <source>Your list is full. Remove a computer from it first.</source>
        <translation>Votre liste est pleine. Retirez-en d’abord un ordinateur.</translation>
    </message>
    <message>
        <source>Somebody has begun an assessment here and not handed it in. Let it be handed in first.</source>
        <translation>Quelqu’un a commencé une évaluation ici et ne l’a pas remise. Faites-la d’abord remettre.</translation>
    </message>
    <message>
        <source>This code has run out. Ask your coordinator for a new one.</source>
        <translation>Ce code a expiré. Demandez-en un nouveau à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>This version of the course no longer has this assessment.</source>
        <translation>Cette version du cours n’a plus cette évaluation.</translation>
    </message>
    <message>
        <source>This assessment has questions that need a newer Ujuzi. Ask for an update of the program; nothing is begun, and no attempt is used up.</source>
        <translation>Cette évaluation a des questions qui demandent un Ujuzi plus récent. Demandez une mise à jour du programme&#x202f;; rien n’est commencé, et aucune tentative n’est utilisée.</translation>
    </message>
    <message>
        <source>The questions of this quiz need a newer Ujuzi. Ask for an update of the program.</source>
        <translation>Les questions de ce quiz demandent un Ujuzi plus récent. Demandez une mise à jour du programme.</translation>
    </message>
    <message>
        <source>You have asked for a second look at this result already.</source>
        <translation>Vous avez déjà demandé une seconde lecture de ce résultat.</translation>
    </message>
    <message>
        <source>There is no result of this attempt yet.</source>
        <translation>Cette tentative n’a pas encore de résultat.</translation>
    </message>
    <message>
        <source>Write something first.</source>
        <translation>Écrivez d’abord quelque chose.</translation>
    </message>
    <message>
        <source>This is too long: write at most {most} letters.</source>
        <translation>C’est trop long&#xa0;: écrivez {most} lettres au plus.</translation>
    </message>
    <message>
        <source>There is a character in this text that nobody sees. Type it instead of copying it.</source>
        <translation>Ce texte contient un caractère que personne ne voit. Saisissez-le au lieu de le copier.</translation>
    </message>
    <message>
        <source>You have used every attempt that the rules allow. Your coordinator can tell you what is possible now.</source>
        <translation>Vous avez utilisé toutes les tentatives que les règles permettent. La coordination de votre campus peut vous dire ce qui est possible maintenant.</translation>
    </message>
    <message>
        <source>The next attempt may begin on {until}. Until then there is time to study.</source>
        <translation>La prochaine tentative peut commencer le {until}. D’ici là, vous avez le temps d’étudier.</translation>
    </message>
    <message>
        <source>You have passed this assessment.</source>
        <translation>Vous avez réussi cette évaluation.</translation>
    </message>
    <message>
        <source>Type the code that your coordinator gives you.</source>
        <translation>Saisissez le code que la coordination de votre campus vous donne.</translation>
    </message>
    <message>
        <source>Your questions come with the next exchange after your campus has linked you.</source>
        <translation>Vos questions arrivent avec le prochain échange après que votre campus a relié votre profil à sa liste.</translation>
    </message>
    <message>
        <source>This code opens no assessment for you on this computer: it was used, or is too old. Ask your coordinator for another.</source>
        <translation>Ce code ne vous ouvre aucune évaluation sur cet ordinateur&#xa0;: il a servi, ou il est trop ancien. Demandez-en un autre à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>A letter of this code is not right, or the code is for another assessment. Look at it again.</source>
        <translation>Une lettre de ce code n’est pas juste, ou le code est pour une autre évaluation. Relisez-le.</translation>
    </message>
    <message>
        <source>An answer has at most {most} characters.</source>
        <translation>Une réponse a au plus {most} caractères.</translation>
    </message>
    <message>
        <source>This attempt is handed in already.</source>
        <translation>Cette tentative est déjà remise.</translation>
    </message>
    <message>
        <source>This version of the quiz no longer has this question.</source>
        <translation>Cette version du quiz n’a plus cette question.</translation>
    </message>
    <message>
        <source>Wait {time} before trying again.</source>
        <translation>Attendez {time} avant de réessayer.</translation>
    </message>
    <message>
        <source>This profile was erased at its owner&apos;s request, so nothing more is recorded of it. You can make a new profile.</source>
        <translation>Ce profil a été effacé à la demande de sa propriétaire ou de son propriétaire&#xa0;: plus rien n’y est enregistré. Vous pouvez créer un nouveau profil.</translation>
    </message>
    <message>
        <source>This file is not a list of issuers and revocations.</source>
        <translation>Ce fichier n’est pas une liste d’émetteurs et de révocations.</translation>
    </message>
    <message>
        <source>The disk or the stick did not answer. Nothing that was saved is lost: put the stick in again, or check the disk.</source>
        <translation>Le disque ou la clé USB n’a pas répondu. Rien de ce qui était enregistré n’est perdu&#xa0;: rebranchez la clé USB, ou vérifiez le disque.</translation>
    </message>
    <message>
        <source>Ujuzi&apos;s data file is damaged or gone. Nothing was changed: keep its folder and ask your coordinator.</source>
        <translation>Le fichier de données d’Ujuzi est endommagé ou absent. Rien n’a été changé&#xa0;: gardez son dossier et demandez à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>This account may not write in {path}. Ask who installed Ujuzi there to update it.</source>
        <translation>Ce compte ne peut pas écrire dans {path}. Demandez à la personne qui y a installé Ujuzi de le mettre à jour.</translation>
    </message>
    <message>
        <source>Another window is updating Ujuzi. Wait until it is done.</source>
        <translation>Une autre fenêtre met Ujuzi à jour. Attendez qu’elle ait fini.</translation>
    </message>
    <message>
        <source>The key {path} cannot be read, or is gone. Put the stick in again, and try again. Without this file nobody opens the data: look for a copy of the stick.</source>
        <translation>La clé de chiffrement {path} ne peut pas être lue, ou n’est plus là. Rebranchez la clé USB et réessayez. Sans ce fichier, personne n’ouvre les données&#xa0;: cherchez une copie de la clé USB.</translation>
    </message>
    <message>
        <source>Ujuzi may not write in {path}. A stick may have a switch against writing; else choose another folder, or ask for access.</source>
        <translation>Ujuzi ne peut pas écrire dans {path}. Une clé USB peut avoir un interrupteur qui interdit l’écriture&#x202f;; sinon choisissez un autre dossier, ou demandez l’accès.</translation>
    </message>
    <message>
        <source>The folder can no longer be reached. Was the stick pulled out? Nothing is lost; put it back and try again.</source>
        <translation>Le dossier n’est plus accessible. La clé USB a-t-elle été retirée&#x202f;? Rien n’est perdu&#x202f;; remettez-la et réessayez.</translation>
    </message>
    <message>
        <source>There is not enough room there. Nothing is lost; make room, or take another stick.</source>
        <translation>Il n’y a pas assez de place. Rien n’est perdu&#x202f;; faites de la place, ou prenez une autre clé.</translation>
    </message>
    <message>
        <source>Nothing can be written there: it is write-protected, or you may not write there. Nothing is lost; take another stick or folder.</source>
        <translation>Rien ne peut y être écrit&#xa0;: il y a une protection contre l’écriture, ou vous n’avez pas le droit d’y écrire. Rien n’est perdu&#x202f;; prenez une autre clé ou un autre dossier.</translation>
    </message>
    <message>
        <source>This stick gives back something else than was written to it: it is worn out, or smaller than it says. Nothing is lost; take another.</source>
        <translation>Cette clé rend autre chose que ce qui y a été écrit&#xa0;: elle est usée, ou plus petite qu’elle ne le dit. Rien n’est perdu&#x202f;; prenez-en une autre.</translation>
    </message>
    <message>
        <source>The hub has a new key for sealed files, which this computer does not have yet. Nothing is lost: let it reach the hub once, or ask your coordinator.</source>
        <translation>Le serveur a une nouvelle clé pour les fichiers scellés, que cet ordinateur n’a pas encore. Rien n’est perdu&#xa0;: laissez-le joindre le serveur une fois, ou demandez à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>A part of this course was damaged on this computer. Install the course again.</source>
        <translation>Une partie de ce cours est endommagée sur cet ordinateur. Installez le cours de nouveau.</translation>
    </message>
    <message>
        <source>The copy could not be saved as {path}. Choose another folder, or see whether the disk is full.</source>
        <translation>La copie n’a pas pu être enregistrée sous {path}. Choisissez un autre dossier, ou voyez si le disque est plein.</translation>
    </message>
    <message>
        <source>A part of this course is missing on this computer. Install the course again.</source>
        <translation>Une partie de ce cours manque sur cet ordinateur. Installez le cours de nouveau.</translation>
    </message>
    <message>
        <source>The statements for your role are no longer on this computer. What you have rated is kept.</source>
        <translation>Les énoncés pour votre fonction ne sont plus sur cet ordinateur. Ce que vous avez évalué est gardé.</translation>
    </message>
    <message>
        <source>This statement is no longer asked; open the page again.</source>
        <translation>Cet énoncé n’est plus demandé&#x202f;; rouvrez la page.</translation>
    </message>
    <message>
        <source>Rate from {lowest} to {highest}.</source>
        <translation>Évaluez de {lowest} à {highest}.</translation>
    </message>
    <message>
        <source>This self-assessment is finished; its ratings no longer change. Begin another on Competencies.</source>
        <translation>Cette autoévaluation est terminée&#x202f;; elle ne change plus. Commencez-en une autre sous Compétences.</translation>
    </message>
    <message>
        <source>Statements that are not rated yet: {count}.</source>
        <translation>Énoncés pas encore évalués&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Finish the self-assessment before you share it.</source>
        <translation>Terminez l’autoévaluation avant de la montrer.</translation>
    </message>
    <message>
        <source>Type your name.</source>
        <translation>Saisissez votre nom.</translation>
    </message>
    <message>
        <source>This name contains characters that cannot be seen. Type it again, without pasting it.</source>
        <translation>Ce nom contient des caractères invisibles. Saisissez-le de nouveau, sans le coller.</translation>
    </message>
    <message>
        <source>A name has at most {most} characters.</source>
        <translation>Un nom a au plus {most} caractères.</translation>
    </message>
    <message>
        <source>A PIN has at least {least} digits.</source>
        <translation>Un code PIN a au moins {least} chiffres.</translation>
    </message>
    <message>
        <source>This PIN is not right.</source>
        <translation>Ce code PIN n’est pas le bon.</translation>
    </message>
    <message>
        <source>This person has no PIN on this computer.</source>
        <translation>Cette personne n’a pas de code PIN sur cet ordinateur.</translation>
    </message>
    <message>
        <source>This steward code is not right.</source>
        <translation>Ce code du gardien n’est pas le bon.</translation>
    </message>
    <message>
        <source>Type the code.</source>
        <translation>Saisissez le code.</translation>
    </message>
    <message>
        <source>The hub no longer lists this person on this campus.</source>
        <translation>Le serveur ne compte plus cette personne sur ce campus.</translation>
    </message>
    <message>
        <source>This computer has no steward code yet.</source>
        <translation>Cet ordinateur n’a pas encore de code du gardien.</translation>
    </message>
    <message>
        <source>Time is up; what was saved before is handed in.</source>
        <translation>Le temps est écoulé&#x202f;; ce qui était enregistré est remis.</translation>
    </message>
</context>
<context>
    <name>_SlipWords</name>
    <message>
        <source>Good once, until {day}.</source>
        <translation>Valable une fois, jusqu’au {day}.</translation>
    </message>
    <message>
        <source>Show this slip to nobody, and tear it up afterwards.</source>
        <translation>Ne montrez ce billet à personne, et déchirez-le ensuite.</translation>
    </message>
    <message>
        <source>At the computer, open Ujuzi, press “{elsewhere}” and choose your name.</source>
        <translation>Sur l’ordinateur, ouvrez Ujuzi, appuyez sur «&#xa0;{elsewhere}&#xa0;» et choisissez votre nom.</translation>
    </message>
    <message>
        <source>Type this code, and choose a PIN for this computer.</source>
        <translation>Saisissez ce code, et choisissez un code PIN pour cet ordinateur.</translation>
    </message>
    <message>
        <source>At a computer of your campus, open Ujuzi and press “{new}”, or sign in.</source>
        <translation>Sur un ordinateur de votre campus, ouvrez Ujuzi et appuyez sur «&#xa0;{new}&#xa0;», ou ouvrez une session.</translation>
    </message>
    <message>
        <source>Open “{settings}”. Under “{list}” type this code, and press “{link}”.</source>
        <translation>Ouvrez «&#xa0;{settings}&#xa0;». Sous «&#xa0;{list}&#xa0;», saisissez ce code, et appuyez sur «&#xa0;{link}&#xa0;».</translation>
    </message>
</context>
<context>
    <name>_Times</name>
    <message>
        <source>{date}, {time}</source>
        <translation>{date} à {time}</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} h</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n seconde</numerusform>
            <numerusform>%n secondes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n jour</numerusform>
            <numerusform>%n jours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Week</name>
    <message numerus="yes">
        <source>%n computer(s) wait(s) to be taken in: {names}.</source>
        <translation>
            <numerusform>%n ordinateur attend d’être admis&#xa0;: {names}.</numerusform>
            <numerusform>%n ordinateurs attendent d’être admis&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) used a computer for the first time, and wait(s) for your word: {names}.</source>
        <translation>
            <numerusform>%n personne a utilisé un ordinateur pour la première fois, et attend votre réponse&#xa0;: {names}.</numerusform>
            <numerusform>%n personnes ont utilisé un ordinateur pour la première fois, et attendent votre réponse&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n computer(s) is (are) copies of one disk: {names}.</source>
        <translation>
            <numerusform>%n ordinateur est la copie d’un disque&#xa0;: {names}.</numerusform>
            <numerusform>%n ordinateurs sont des copies d’un même disque&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The hub was put back; %n computer(s) send(s) again: {names}.</source>
        <translation>
            <numerusform>Le serveur a été remis à un état antérieur&#x202f;; %n ordinateur renvoie&#xa0;: {names}.</numerusform>
            <numerusform>Le serveur a été remis à un état antérieur&#x202f;; %n ordinateurs renvoient&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) at the hub wait for a person: {names}.</source>
        <translation>
            <numerusform>%n entrée au serveur attend une personne&#xa0;: {names}.</numerusform>
            <numerusform>%n entrées au serveur attendent une personne&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) have been on the way for more than three weeks: {names}.</source>
        <translation>
            <numerusform>%n entrée est en chemin depuis plus de trois semaines&#xa0;: {names}.</numerusform>
            <numerusform>%n entrées sont en chemin depuis plus de trois semaines&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) wait here for the hub: {names}.</source>
        <translation>
            <numerusform>%n entrée attend ici d’être envoyée au serveur&#xa0;: {names}.</numerusform>
            <numerusform>%n entrées attendent ici d’être envoyées au serveur&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was collected for a week from %n computer(s): {names}.</source>
        <translation>
            <numerusform>Rien n’a été collecté depuis une semaine de %n ordinateur&#xa0;: {names}.</numerusform>
            <numerusform>Rien n’a été collecté depuis une semaine de %n ordinateurs&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n computer(s) was (were) never seen: {names}.</source>
        <translation>
            <numerusform>%n ordinateur n’a jamais été vu&#xa0;: {names}.</numerusform>
            <numerusform>%n ordinateurs n’ont jamais été vus&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n computer(s) was (were) closed, and all has landed: {names}.</source>
        <translation>
            <numerusform>%n ordinateur a été fermé, et tout est arrivé&#xa0;: {names}.</numerusform>
            <numerusform>%n ordinateurs ont été fermés, et tout est arrivé&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clock of %n computer(s) is wrong: {names}.</source>
        <translation>
            <numerusform>L’horloge de %n ordinateur est fausse&#xa0;: {names}.</numerusform>
            <numerusform>Les horloges de %n ordinateurs sont fausses&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The disk of %n computer(s) is nearly full: {names}.</source>
        <translation>
            <numerusform>Le disque de %n ordinateur est presque plein&#xa0;: {names}.</numerusform>
            <numerusform>Les disques de %n ordinateurs sont presque pleins&#xa0;: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} and %n more</numerusform>
            <numerusform>{names} and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Envoyer</translation>
    </message>
    <message>
        <source>Collect</source>
        <translation>Collecter</translation>
    </message>
    <message>
        <source>Take in</source>
        <translation>Admettre</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Regarder</translation>
    </message>
</context>
<context>
    <name>_Words</name>
    <message>
        <source>All work is saved on this computer</source>
        <translation>Tout le travail est enregistré sur cet ordinateur</translation>
    </message>
    <message>
        <source>Sending: {size} so far</source>
        <translation>Envoi&#xa0;: {size} jusqu’ici</translation>
    </message>
    <message>
        <source>Saved here. The hub asks for something: see Sync</source>
        <translation>Enregistré ici. Le serveur demande quelque chose&#xa0;: voir Synchroniser</translation>
    </message>
    <message>
        <source>Saved here; for the hub: {records}</source>
        <translation>Enregistré ici&#x202f;; pour le serveur&#xa0;: {records}</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n enregistrement</numerusform>
            <numerusform>%n enregistrements</numerusform>
        </translation>
    </message>
    <message>
        <source>The hub could not be reached. Nothing is lost; Ujuzi tries again by itself.</source>
        <translation>Le serveur n’a pas pu être joint. Rien n’est perdu&#x202f;; Ujuzi réessaie de lui-même.</translation>
    </message>
    <message>
        <source>Something other than the hub answered, perhaps the sign-in page of a network. Open that network&apos;s page in a browser, then send again. If this goes on, tell your coordinator. Nothing is lost.</source>
        <translation>Ce n’est pas le serveur qui a répondu ; c’est peut-être la page d’accès d’un réseau. Ouvrez cette page dans un navigateur, puis envoyez de nouveau. Si cela se répète, prévenez la coordination de votre campus. Rien n’est perdu.</translation>
    </message>
    <message>
        <source>Something on the way to the hub lets no message of this size through. Tell your coordinator: whoever keeps the hub can allow larger ones. Nothing is lost; Ujuzi tries again by itself.</source>
        <translation>Quelque chose, sur le chemin du serveur, ne laisse passer aucun message de cette taille. Prévenez la coordination de votre campus : qui tient le serveur peut en autoriser de plus grands. Rien n’est perdu ; Ujuzi réessaie de lui-même.</translation>
    </message>
    <message>
        <source>What answered cannot prove that it is the hub; perhaps it is the sign-in page of a network. Open that network&apos;s page in a browser, then send again. If this goes on, tell your coordinator. Nothing is lost.</source>
        <translation>Ce qui a répondu ne peut pas prouver que c’est le serveur&#x202f;; c’est peut-être la page d’accès d’un réseau. Ouvrez cette page dans un navigateur, puis envoyez à nouveau. Si cela se répète, prévenez la coordination de votre campus. Rien n’est perdu.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock says {date}, and by that date the hub&apos;s certificate has run out. If the date is wrong, set the clock and send again; if it is right, tell your coordinator. Nothing is lost.</source>
        <translation>L’horloge de cet ordinateur indique le {date}, et à cette date l’identité du serveur n’est plus garantie. Si la date est fausse, réglez l’horloge, puis envoyez de nouveau&#x202f;; si elle est juste, prévenez la coordination de votre campus. Rien n’est perdu.</translation>
    </message>
    <message>
        <source>Ujuzi was closed before the exchange was over. Nothing is lost.</source>
        <translation>Ujuzi a été fermé avant la fin de l’échange. Rien n’est perdu.</translation>
    </message>
    <message>
        <source>This computer is not registered at a hub yet. Ask your coordinator for a code.</source>
        <translation>Cet ordinateur n’est pas encore inscrit auprès d’un serveur. Demandez un code à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>The key by which the hub knows this computer is gone from its disk. Ask your coordinator for a new code; nothing is lost.</source>
        <translation>La clé à laquelle le serveur reconnaît cet ordinateur a disparu de son disque. Demandez un nouveau code à la coordination de votre campus&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>The hub does not know this code, or it was used or has run out. Ask your coordinator for a new one.</source>
        <translation>Le serveur ne connaît pas ce code, ou il a été utilisé ou a expiré. Demandez-en un nouveau à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>This is another hub than the one at which this computer is registered. Whoever keeps this computer decides that: type the steward code, and register again.</source>
        <translation>Ce serveur n’est pas celui auprès duquel cet ordinateur est inscrit. C’est la personne qui garde cet ordinateur qui en décide&#xa0;: saisissez le code du gardien, puis inscrivez l’ordinateur de nouveau.</translation>
    </message>
    <message>
        <source>Arrived at the hub on {date}</source>
        <translation>Arrivé au serveur le {date}</translation>
    </message>
    <message>
        <source>{recorded} recorded; {held} held on {holder} since {date}; {landed} arrived</source>
        <translation>{recorded} enregistrées&#x202f;; {held} sur {holder} depuis le {date}&#x202f;; {landed} arrivées</translation>
    </message>
    <message>
        <source>the collection point</source>
        <translation>le point de collecte</translation>
    </message>
    <message>
        <source>The hub was busy, or is being repaired. Nothing is lost; Ujuzi tries again by itself.</source>
        <translation>Le serveur était occupé, ou il est en réparation. Rien n’est perdu&#x202f;; Ujuzi réessaie de lui-même.</translation>
    </message>
    <message>
        <source>Stopped. What has arrived stays at the hub; the rest waits.</source>
        <translation>Arrêté. Ce qui est arrivé reste au serveur&#x202f;; le reste attend.</translation>
    </message>
    <message>
        <source>This is not the address of a hub. Look at what you were given.</source>
        <translation>Ce n’est pas l’adresse d’un serveur. Vérifiez ce qui vous a été donné.</translation>
    </message>
    <message>
        <source>This file is not a registration file. Ask your coordinator for it again.</source>
        <translation>Ce fichier n’est pas un fichier d’inscription. Redemandez-le à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>The file cannot be read. Was the stick pulled out?</source>
        <translation>Le fichier ne peut pas être lu. La clé USB a-t-elle été retirée&#x202f;?</translation>
    </message>
    <message>
        <source>The hub does not know this computer any more. Ask your coordinator for a new code; nothing is lost.</source>
        <translation>Le serveur ne connaît plus cet ordinateur. Demandez un nouveau code à la coordination de votre campus&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>This computer was reported stolen, so the hub does not take its results. If it is back, tell your coordinator; nothing is lost.</source>
        <translation>Cet ordinateur a été déclaré volé&#x202f;; le serveur ne prend donc pas ses résultats. S’il a été retrouvé, dites-le à la coordination de votre campus&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>This computer was retired at the hub. Ask your coordinator for a new code; nothing is lost.</source>
        <translation>Cet ordinateur a été retiré du serveur. Demandez un nouveau code à la coordination de votre campus&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>The hub has another computer under this one&apos;s name. Ask your coordinator for a new code; nothing is lost.</source>
        <translation>Le serveur a un autre ordinateur sous ce nom. Demandez un nouveau code à la coordination de votre campus&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>Your coordinator has to say first that this computer belongs to the campus. You can work meanwhile: nothing is lost, and Ujuzi asks again by itself.</source>
        <translation>La coordination de votre campus doit d’abord dire que cet ordinateur lui appartient. Vous pouvez travailler en attendant&#xa0;: rien n’est perdu, et Ujuzi redemande de lui-même.</translation>
    </message>
    <message>
        <source>Too many new computers wait at this campus. Tell your coordinator; nothing is lost.</source>
        <translation>Trop de nouveaux ordinateurs attendent sur ce campus. Prévenez la coordination de votre campus&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>Several computers say that they follow this one, as copies of a disk do. Tell your coordinator, who can admit it or give you a new code; nothing is lost.</source>
        <translation>Plusieurs ordinateurs disent prendre la suite de celui-ci, comme le font les copies d’un disque. Prévenez la coordination de votre campus, qui peut l’admettre ou vous donner un nouveau code&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>Too many computers say that they follow this one, as copies of a disk do. Ask your coordinator for a new code; nothing is lost.</source>
        <translation>Trop d’ordinateurs disent prendre la suite de celui-ci, comme le font les copies d’un disque. Demandez un nouveau code à la coordination de votre campus&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>The hub has another history of this computer. Tell your coordinator; nothing is lost.</source>
        <translation>Le serveur connaît un historique différent pour cet ordinateur. Prévenez la coordination de votre campus&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>The hub knows less than it did: a backup of it was put back, and nobody has told it. Tell your coordinator; nothing is lost.</source>
        <translation>Le serveur en sait moins qu’avant&#xa0;: une de ses sauvegardes a été remise en place sans qu’on le lui dise. Prévenez la coordination de votre campus&#x202f;; rien n’est perdu.</translation>
    </message>
    <message>
        <source>Who answered is not the hub at which this computer is registered, so nothing was sent. Tell your coordinator.</source>
        <translation>Ce n’est pas le serveur auprès duquel cet ordinateur est inscrit qui a répondu&#x202f;; rien n’a donc été envoyé. Prévenez la coordination de votre campus.</translation>
    </message>
    <message>
        <source>The hub is older than this Ujuzi. Tell your coordinator that it must be updated.</source>
        <translation>Le serveur est plus ancien que cet Ujuzi. Dites à la coordination de votre campus qu’il faut le mettre à jour.</translation>
    </message>
    <message>
        <source>The hub waits for earlier results of this computer, which are still on a stick. Bring that stick to your coordinator.</source>
        <translation>Le serveur attend des résultats antérieurs de cet ordinateur, qui sont encore sur une clé USB. Apportez cette clé USB à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>The hub could not be reached, so this computer is not registered. Ujuzi does not try again by itself: look at the address and the network, then press Register.</source>
        <translation>Le serveur n’a pas pu être joint&#x202f;; cet ordinateur n’est donc pas inscrit. Ujuzi ne réessaie pas de lui-même&#xa0;: vérifiez l’adresse et le réseau, puis appuyez sur Inscrire.</translation>
    </message>
    <message>
        <source>The hub was busy, or is being repaired, so this computer is not registered. Ujuzi does not try again by itself: press Register in a few minutes.</source>
        <translation>Le serveur était occupé, ou il est en réparation&#x202f;; cet ordinateur n’est donc pas inscrit. Ujuzi ne réessaie pas de lui-même&#xa0;: appuyez sur Inscrire dans quelques minutes.</translation>
    </message>
    <message>
        <source>Something other than the hub answered, perhaps the sign-in page of a network, so this computer is not registered. Open that network&apos;s page in a browser, then press Register again.</source>
        <translation>Ce n’est pas le serveur qui a répondu, mais peut-être la page d’accès d’un réseau&#x202f;; cet ordinateur n’est donc pas inscrit. Ouvrez cette page dans un navigateur, puis appuyez de nouveau sur Inscrire.</translation>
    </message>
    <message>
        <source>What answered cannot prove that it is the hub, so this computer is not registered; perhaps it is the sign-in page of a network. Open that network&apos;s page in a browser, then press Register again. If this goes on, tell your coordinator.</source>
        <translation>Ce qui a répondu ne peut pas prouver qu’il est le serveur&#x202f;; cet ordinateur n’est donc pas inscrit. C’est peut-être la page d’accès d’un réseau&#xa0;: ouvrez-la dans un navigateur, puis appuyez de nouveau sur Inscrire. Si cela continue, dites-le à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock says {date}, and by that date the hub&apos;s certificate has run out, so this computer is not registered. If the date is wrong, set the clock and press Register again; if it is right, tell your coordinator.</source>
        <translation>L’horloge de cet ordinateur indique le {date}, et à cette date l’identité du serveur n’est plus garantie&#x202f;; cet ordinateur n’est donc pas inscrit. Si la date est fausse, réglez l’horloge et appuyez de nouveau sur Inscrire&#x202f;; si elle est juste, dites-le à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>Ujuzi was closed before this computer was registered. Press Register again.</source>
        <translation>Ujuzi a été fermé avant que cet ordinateur soit inscrit. Appuyez de nouveau sur Inscrire.</translation>
    </message>
    <message>
        <source>The hub did not accept this: {code}. Tell your coordinator this word.</source>
        <translation>Le serveur n’a pas accepté ceci&#xa0;: {code}. Donnez ce mot à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>Revoked on {day}: {reason}</source>
        <translation>Révoqué le {day}&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Of a hub that this computer has left</source>
        <translation>D’un serveur que cet ordinateur a quitté</translation>
    </message>
    <message>
        <source>Does not count</source>
        <translation>Ne compte pas</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>Réussi</translation>
    </message>
    <message>
        <source>Not passed yet</source>
        <translation>Pas encore réussi</translation>
    </message>
    <message>
        <source>Something about this attempt is not clear, so a person decides before a certificate is given. You need do nothing; your coordinator can tell you more.</source>
        <translation>Quelque chose dans cette tentative n’est pas clair&#xa0;: une personne décide avant qu’un certificat soit délivré. Vous n’avez rien à faire&#x202f;; la coordination de votre campus peut vous en dire plus.</translation>
    </message>
    <message>
        <source>It was decided that this attempt counts for no certificate. Your coordinator can tell you why.</source>
        <translation>Il a été décidé que cette tentative ne compte pour aucun certificat. La coordination de votre campus peut vous dire pourquoi.</translation>
    </message>
    <message>
        <source>graded again on {date}</source>
        <translation>noté à nouveau le {date}</translation>
    </message>
    <message>
        <source>graded on {date}</source>
        <translation>noté le {date}</translation>
    </message>
    <message>
        <source>passed at {percent}</source>
        <translation>réussite à {percent}</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>atteinte</translation>
    </message>
    <message>
        <source>not reached yet</source>
        <translation>pas encore atteinte</translation>
    </message>
    <message>
        <source>at least {percent} is asked</source>
        <translation>il faut au moins {percent}</translation>
    </message>
    <message>
        <source>How much was right, and of which competencies, is told once your profile is linked to your institution&apos;s list.</source>
        <translation>Le nombre de réponses justes, et pour quelles compétences, est indiqué une fois votre profil relié à la liste de votre établissement.</translation>
    </message>
    <message>
        <source>Your certificate names the competencies that you have reached.</source>
        <translation>Votre certificat nomme les compétences que vous avez atteintes.</translation>
    </message>
    <message>
        <source>{right} of {items} right</source>
        <translation>{right} justes sur {items}</translation>
    </message>
    <message>
        <source>{answered} of {count} answered</source>
        <translation>{answered} réponses sur {count}</translation>
    </message>
    <message numerus="yes">
        <source>%n to come back to</source>
        <translation>
            <numerusform>%n à revoir</numerusform>
            <numerusform>%n à revoir</numerusform>
        </translation>
    </message>
    <message>
        <source>Your coordinator said that it was not you who used this computer. If it was you, ask your coordinator to say so: what you did here is kept.</source>
        <translation>La coordination de votre campus a dit que ce n’était pas vous qui utilisiez cet ordinateur. Si c’était vous, demandez-lui de le dire&#xa0;: ce que vous avez fait ici est gardé.</translation>
    </message>
    <message>
        <source>You can study here now. Your notes, results and certificates come when the hub has confirmed this computer. Type your sign-in code here to confirm it, or ask your coordinator.</source>
        <translation>Vous pouvez étudier ici dès maintenant. Vos notes, résultats et certificats arrivent quand le serveur a confirmé cet ordinateur. Saisissez ici votre code d’ouverture de session pour le confirmer, ou demandez à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>{by} took in {computer}.</source>
        <translation>{by} a admis {computer}.</translation>
    </message>
    <message>
        <source>{by}: it was {person} at {computer}.</source>
        <translation>{by}&#xa0;: c’était bien {person} sur {computer}.</translation>
    </message>
    <message>
        <source>{by}: it was not {person} at {computer}.</source>
        <translation>{by}&#xa0;: ce n’était pas {person} sur {computer}.</translation>
    </message>
    <message>
        <source>{by} retired {computer}.</source>
        <translation>{by} a mis {computer} hors service.</translation>
    </message>
    <message>
        <source>{by} reported {computer} stolen.</source>
        <translation>{by} a déclaré {computer} volé.</translation>
    </message>
    <message>
        <source>{by} gave a code for a new steward code at {computer}.</source>
        <translation>{by} a donné un code pour un nouveau code du gardien sur {computer}.</translation>
    </message>
    <message>
        <source>{by} gave {person} a code for a new PIN at {computer}.</source>
        <translation>{by} a donné à {person} un code pour un nouveau code PIN sur {computer}.</translation>
    </message>
    <message>
        <source>{by} changed the list of people.</source>
        <translation>{by} a changé la liste des personnes.</translation>
    </message>
    <message>
        <source>{by} gave people codes for their profiles.</source>
        <translation>{by} a donné à des personnes des codes pour leurs profils.</translation>
    </message>
    <message>
        <source>{by} gave people codes to sign in with.</source>
        <translation>{by} a donné à des personnes des codes pour ouvrir une session.</translation>
    </message>
    <message>
        <source>{by} moved somebody to another campus.</source>
        <translation>{by} a fait passer quelqu’un dans un autre campus.</translation>
    </message>
    <message>
        <source>{by} wrote down that somebody has left.</source>
        <translation>{by} a noté le départ de quelqu’un.</translation>
    </message>
    <message>
        <source>{by} changed a cohort.</source>
        <translation>{by} a changé une cohorte.</translation>
    </message>
    <message>
        <source>{by} announced something to the campus.</source>
        <translation>{by} a annoncé quelque chose au campus.</translation>
    </message>
    <message>
        <source>{by} took an announcement back.</source>
        <translation>{by} a retiré une annonce.</translation>
    </message>
    <message>
        <source>{by} changed who is in a cohort or a course.</source>
        <translation>{by} a changé qui est dans une cohorte ou un cours.</translation>
    </message>
    <message>
        <source>{by} did what this version of Ujuzi does not know.</source>
        <translation>{by} a fait ce que cette version d’Ujuzi ne connaît pas.</translation>
    </message>
    <message>
        <source>Waits for an earlier act</source>
        <translation>Attend un acte précédent</translation>
    </message>
    <message>
        <source>Waits for the steward code</source>
        <translation>Attend le code du gardien</translation>
    </message>
    <message>
        <source>A person has to decide</source>
        <translation>Une personne doit décider</translation>
    </message>
    <message>
        <source>Done here; the hub has not heard of it yet</source>
        <translation>Fait ici&#x202f;; le serveur ne le sait pas encore</translation>
    </message>
    <message>
        <source>Done, also at the hub</source>
        <translation>Fait, au serveur aussi</translation>
    </message>
    <message>
        <source>Done here; the hub does not accept it</source>
        <translation>Fait ici&#x202f;; le serveur ne l’accepte pas</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>Pas commencé</translation>
    </message>
    <message>
        <source>Under way</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>not passed (times: {times})</source>
        <translation>non réussi (fois&#xa0;: {times})</translation>
    </message>
    <message>
        <source>tried (times: {times})</source>
        <translation>tenté (fois&#xa0;: {times})</translation>
    </message>
    <message>
        <source>nothing completed for two weeks</source>
        <translation>rien de terminé depuis deux semaines</translation>
    </message>
    <message>
        <source>Not known by name yet</source>
        <translation>Pas encore connu par son nom</translation>
    </message>
    <message>
        <source>not accepted</source>
        <translation>non accepté</translation>
    </message>
    <message>
        <source>waits for the hub</source>
        <translation>attend le serveur</translation>
    </message>
    <message>
        <source>has left</source>
        <translation>partie</translation>
    </message>
    <message>
        <source>moved away</source>
        <translation>a changé de campus</translation>
    </message>
    <message>
        <source>The hub did not accept what was decided last.</source>
        <translation>Le serveur n’a pas accepté la dernière décision.</translation>
    </message>
    <message>
        <source>What was decided shows here at once, and waits for the hub. It goes there with the next upload.</source>
        <translation>Ce qui est décidé se voit ici aussitôt, et attend le serveur. Cela part avec le prochain envoi.</translation>
    </message>
    <message>
        <source>She has left the institution. What she did is kept.</source>
        <translation>Cette personne a quitté l’établissement. Ce qu’elle a fait est conservé.</translation>
    </message>
    <message>
        <source>She is at another campus now.</source>
        <translation>Cette personne est maintenant sur un autre campus.</translation>
    </message>
    <message>
        <source>a profile that is nobody&apos;s on the list</source>
        <translation>un profil qui n’est à personne de la liste</translation>
    </message>
    <message>
        <source>no profile yet</source>
        <translation>pas encore de profil</translation>
    </message>
    <message>
        <source>has a profile</source>
        <translation>a un profil</translation>
    </message>
    <message numerus="yes">
        <source>%n profile(s)</source>
        <translation>
            <numerusform>%n profil</numerusform>
            <numerusform>%n profils</numerusform>
        </translation>
    </message>
    <message>
        <source>last seen {day}</source>
        <translation>vue le {day}</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Tous</translation>
    </message>
    <message>
        <source>No profile yet</source>
        <translation>Sans profil</translation>
    </message>
    <message>
        <source>Waits for the hub</source>
        <translation>Attend le serveur</translation>
    </message>
    <message>
        <source>Not on the list</source>
        <translation>Pas sur la liste</translation>
    </message>
    <message>
        <source>Has left</source>
        <translation>Partie</translation>
    </message>
    <message>
        <source>Who is of this campus now</source>
        <translation>Qui est de ce campus maintenant</translation>
    </message>
    <message>
        <source>On the list, and linked to no profile: give a code</source>
        <translation>Sur la liste, et relié à aucun profil&#xa0;: donnez un code</translation>
    </message>
    <message>
        <source>Something was decided that the hub has not accepted yet</source>
        <translation>Quelque chose a été décidé que le serveur n’a pas encore accepté</translation>
    </message>
    <message>
        <source>Profiles that are nobody&apos;s on your list</source>
        <translation>Profils qui ne sont à personne de votre liste</translation>
    </message>
    <message>
        <source>Who moved to another campus, or left the institution</source>
        <translation>Qui a changé de campus, ou a quitté l’établissement</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>du {first} au {last}</translation>
    </message>
    <message>
        <source>from {day}</source>
        <translation>à partir du {day}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>jusqu’au {day}</translation>
    </message>
    <message>
        <source>has ended</source>
        <translation>terminée</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n personne</numerusform>
            <numerusform>%n personnes</numerusform>
        </translation>
    </message>
    <message>
        <source>Others, together</source>
        <translation>Autres, ensemble</translation>
    </message>
    <message>
        <source>Stuck</source>
        <translation>Bloqués</translation>
    </message>
    <message>
        <source>Not seen</source>
        <translation>Pas vus</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Certified</source>
        <translation>Certifiés</translation>
    </message>
    <message>
        <source>Everybody of whom a computer or the hub has told.</source>
        <translation>Toutes les personnes dont un ordinateur ou le serveur a parlé.</translation>
    </message>
    <message>
        <source>Who tried a quiz three times, did not pass an assessment twice, or completed nothing for two weeks though she was seen.</source>
        <translation>Les personnes qui ont tenté un quiz trois fois, n’ont pas réussi une évaluation deux fois, ou n’ont rien terminé depuis deux semaines bien qu’on les ait vues.</translation>
    </message>
    <message>
        <source>Who has recorded nothing for two weeks or more.</source>
        <translation>Les personnes qui n’ont rien enregistré depuis deux semaines ou plus.</translation>
    </message>
    <message>
        <source>Whose assessment has no result yet.</source>
        <translation>Les personnes dont l’évaluation n’a pas encore de résultat.</translation>
    </message>
    <message>
        <source>Who holds a certificate.</source>
        <translation>Les personnes qui ont un certificat.</translation>
    </message>
    <message>
        <source>By person</source>
        <translation>Par personne</translation>
    </message>
    <message>
        <source>By course</source>
        <translation>Par cours</translation>
    </message>
    <message>
        <source>By competency</source>
        <translation>Par compétence</translation>
    </message>
    <message>
        <source>By cohort</source>
        <translation>Par cohorte</translation>
    </message>
    <message>
        <source>By campus</source>
        <translation>Par campus</translation>
    </message>
    <message>
        <source>By role</source>
        <translation>Par fonction</translation>
    </message>
    <message>
        <source>By step</source>
        <translation>Par étape</translation>
    </message>
    <message>
        <source>Saved as {path}. It holds people&apos;s names: that you took it along is written down.</source>
        <translation>Enregistré sous {path}. Il contient des noms de personnes&#xa0;: il est noté que vous l’avez emporté.</translation>
    </message>
    <message>
        <source>Saved as {path}. It names nobody; that you took it along is written down.</source>
        <translation>Enregistré sous {path}. Aucun nom n’y figure&#x202f;; il est noté que vous l’avez emporté.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>Matricule</translation>
    </message>
    <message>
        <source>Campus</source>
        <translation>Campus</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Fonction</translation>
    </message>
    <message>
        <source>Courses</source>
        <translation>Cours</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>Situation</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Tentatives</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Vu le</translation>
    </message>
    <message>
        <source>Stuck at</source>
        <translation>Bloqué à</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Certificats</translation>
    </message>
    <message>
        <source>Course</source>
        <translation>Cours</translation>
    </message>
    <message>
        <source>Competency</source>
        <translation>Compétence</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>Cohort</source>
        <translation>Cohorte</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>Début</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Fin</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personnes</translation>
    </message>
    <message>
        <source>This code is wrong, too old or was used. Ask for another.</source>
        <translation>Ce code est faux, trop ancien ou déjà utilisé. Demandez-en un autre.</translation>
    </message>
    <message>
        <source>This does not follow what the coordinator did before, so nothing was changed. Somebody may have copied her keys: ask whoever keeps the hub.</source>
        <translation>Cela ne fait pas suite à ce que la coordination a fait avant&#xa0;: rien n’a été changé. Quelqu’un a peut-être copié ses clés&#x202f;; demandez à la personne qui tient le serveur.</translation>
    </message>
    <message>
        <source>It was decided together with something about another person, which the hub refused. Nothing is wrong here: do it once more.</source>
        <translation>C’était décidé avec autre chose, au sujet d’une autre personne, que le serveur a refusé. Ici, rien n’est faux&#xa0;: faites-le encore une fois.</translation>
    </message>
    <message>
        <source>The coordinator did two different things under one number, perhaps on two computers. The second one changed nothing; whoever keeps the hub decides.</source>
        <translation>La coordination a fait deux choses différentes sous un même numéro, peut-être sur deux ordinateurs. La seconde n’a rien changé&#x202f;; la personne qui tient le serveur décide.</translation>
    </message>
    <message>
        <source>The hub trusts this coordinator no more, so nothing was changed; whoever keeps the hub decides.</source>
        <translation>Le serveur ne fait plus confiance à cette personne de la coordination&#xa0;: rien n’a été changé, et la personne qui tient le serveur décide.</translation>
    </message>
    <message>
        <source>This is about another campus; nothing was changed.</source>
        <translation>Cela concerne un autre campus&#x202f;; rien n’a été changé.</translation>
    </message>
    <message>
        <source>Nobody decides about herself. Ask another coordinator, or your administrator.</source>
        <translation>Personne ne décide pour soi-même. Demandez à une autre personne de la coordination, ou à l’administration.</translation>
    </message>
    <message>
        <source>This cannot be read, so nothing was changed.</source>
        <translation>Cela ne peut pas être lu&#xa0;: rien n’a été changé.</translation>
    </message>
    <message>
        <source>This is more than can be decided at once. Choose fewer.</source>
        <translation>C’est plus qu’on ne peut en décider à la fois. Choisissez-en moins.</translation>
    </message>
    <message>
        <source>Ujuzi does not know this act, or it waits for nothing.</source>
        <translation>Ujuzi ne connaît pas cet acte, ou il n’attend rien.</translation>
    </message>
    <message>
        <source>Twenty announcements are shown already. Take one back, and announce this again.</source>
        <translation>Vingt annonces sont déjà affichées. Retirez-en une, puis annoncez celle-ci de nouveau.</translation>
    </message>
    <message>
        <source>Your campus has no such announcement.</source>
        <translation>Votre campus n’a pas cette annonce.</translation>
    </message>
    <message>
        <source>Its last day had passed when the hub heard of it, or lay more than 180 days ahead. Look at the date of this computer.</source>
        <translation>Son dernier jour était passé quand le serveur l’a reçue, ou se trouvait à plus de 180 jours. Regardez la date de cet ordinateur.</translation>
    </message>
    <message>
        <source>She is on the list of another campus. Its coordinator, or your administrator, lets her go.</source>
        <translation>Elle est sur la liste d’un autre campus. La coordination de celui-ci, ou votre administration, la laisse partir.</translation>
    </message>
    <message>
        <source>You are no longer coordinator of this campus.</source>
        <translation>Vous n’êtes plus à la coordination de ce campus.</translation>
    </message>
    <message>
        <source>This file is not the one that is asked for here.</source>
        <translation>Ce fichier n’est pas celui qui est demandé ici.</translation>
    </message>
    <message>
        <source>The coordinator was not at the hub for half a year. It counts once the steward code is typed beside it.</source>
        <translation>La coordination n’a pas joint le serveur depuis six mois. Cela compte dès que le code du gardien est saisi à côté.</translation>
    </message>
    <message>
        <source>This answer names somebody else. Open the file that answers your own request.</source>
        <translation>Cette réponse nomme quelqu’un d’autre. Ouvrez le fichier qui répond à votre propre demande.</translation>
    </message>
    <message>
        <source>Type your six words first.</source>
        <translation>Saisissez d’abord vos six mots.</translation>
    </message>
    <message>
        <source>You are not coordinator on this computer.</source>
        <translation>Vous n’êtes pas à la coordination sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Nobody on the list has this number any more.</source>
        <translation>Plus personne dans la liste n’a ce matricule.</translation>
    </message>
    <message>
        <source>This PIN was set with a code that is not trusted any more. Ask whoever keeps this computer, or your coordinator, for a new one.</source>
        <translation>Ce code PIN a été choisi avec un code auquel on ne fait plus confiance. Demandez-en un nouveau à la personne qui garde cet ordinateur, ou à votre coordination.</translation>
    </message>
    <message>
        <source>The hub found a mistake in what was written of this person. Look at number, name, role and email.</source>
        <translation>Le serveur a trouvé une erreur dans ce qui est écrit de cette personne. Regardez le matricule, le nom, le rôle et le courriel.</translation>
    </message>
    <message>
        <source>These are not your six words.</source>
        <translation>Ce ne sont pas vos six mots.</translation>
    </message>
    <message>
        <source>Ask for a second look</source>
        <translation>Demander une seconde lecture</translation>
    </message>
    <message>
        <source>You were right to ask; your result is as before</source>
        <translation>Vous avez eu raison de demander&#x202f;; votre résultat reste le même</translation>
    </message>
    <message>
        <source>You were right to ask, and your result was changed</source>
        <translation>Vous avez eu raison de demander, et votre résultat a changé</translation>
    </message>
    <message>
        <source>Your result stays as it was</source>
        <translation>Votre résultat reste tel qu’il était</translation>
    </message>
    <message>
        <source>Your question was answered</source>
        <translation>Votre demande a reçu une réponse</translation>
    </message>
    <message>
        <source>You asked for a second look on {date}.</source>
        <translation>Vous avez demandé une seconde lecture le {date}.</translation>
    </message>
    <message>
        <source>It goes with the next exchange.</source>
        <translation>Votre demande part avec le prochain échange.</translation>
    </message>
    <message>
        <source>It is on its way: on a stick, or at a collection point.</source>
        <translation>Elle est en chemin&#xa0;: sur une clé USB ou à un point de collecte.</translation>
    </message>
    <message>
        <source>It has reached the hub.</source>
        <translation>Elle est arrivée au serveur.</translation>
    </message>
    <message>
        <source>It waits for your National Centre to answer.</source>
        <translation>Elle attend la réponse de votre Centre national.</translation>
    </message>
    <message>
        <source>Answered on {date}.</source>
        <translation>Réponse le {date}.</translation>
    </message>
    <message>
        <source>To decide something here, open your office with your six words first.</source>
        <translation>Pour décider quelque chose ici, ouvrez d’abord votre bureau avec vos six mots.</translation>
    </message>
    <message>
        <source>You are not coordinator on this computer. On the page of your office you become it.</source>
        <translation>Vous n’êtes pas à la coordination sur cet ordinateur. La page de votre bureau permet de la prendre.</translation>
    </message>
    <message>
        <source>Open my office</source>
        <translation>Ouvrir mon bureau</translation>
    </message>
    <message>
        <source>Line {number}</source>
        <translation>Ligne {number}</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>sans nom</translation>
    </message>
    <message>
        <source>name, before: {before}</source>
        <translation>nom, avant&#xa0;: {before}</translation>
    </message>
    <message>
        <source>role, before: {before}</source>
        <translation>fonction, avant&#xa0;: {before}</translation>
    </message>
    <message>
        <source>campus, before: {before}</source>
        <translation>campus, avant&#xa0;: {before}</translation>
    </message>
    <message>
        <source>e-mail, before: {before}</source>
        <translation>courriel, avant&#xa0;: {before}</translation>
    </message>
    <message>
        <source>Look at this row again.</source>
        <translation>Regardez cette ligne à nouveau.</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouvelles</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifiées</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>À regarder</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>Impossibles</translation>
    </message>
    <message>
        <source>The same</source>
        <translation>Identiques</translation>
    </message>
    <message>
        <source>new</source>
        <translation>nouvelle</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>modifiée</translation>
    </message>
    <message>
        <source>to look at</source>
        <translation>à regarder</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>impossible</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>identique</translation>
    </message>
    <message>
        <source>Not on your list yet</source>
        <translation>Pas encore sur votre liste</translation>
    </message>
    <message>
        <source>On your list, with something else</source>
        <translation>Sur votre liste, avec autre chose</translation>
    </message>
    <message>
        <source>Taken in only where you tick it</source>
        <translation>Prise en compte seulement si vous la cochez</translation>
    </message>
    <message>
        <source>Not taken in: mend it in your table, and import that again</source>
        <translation>Non prise en compte&#xa0;: corrigez-la dans votre tableau, et importez-le à nouveau</translation>
    </message>
    <message>
        <source>On your list exactly so: nothing is done</source>
        <translation>Sur votre liste exactement ainsi&#xa0;: rien n’est fait</translation>
    </message>
    <message>
        <source>UTF-8</source>
        <translation>UTF-8</translation>
    </message>
    <message>
        <source>Western European (Windows)</source>
        <translation>Europe occidentale (Windows)</translation>
    </message>
    <message>
        <source>Arabic (Windows)</source>
        <translation>Arabe (Windows)</translation>
    </message>
    <message>
        <source>Western European (Macintosh)</source>
        <translation>Europe occidentale (Macintosh)</translation>
    </message>
    <message>
        <source>Unicode text (UTF-16)</source>
        <translation>Texte Unicode (UTF-16)</translation>
    </message>
    <message>
        <source>Your campus</source>
        <translation>Votre campus</translation>
    </message>
    <message>
        <source>Until {date}</source>
        <translation>Jusqu’au {date}</translation>
    </message>
    <message>
        <source>Your institution asks you to study this from {begins} until {ends}</source>
        <translation>Votre établissement vous demande d’étudier ceci du {begins} au {ends}</translation>
    </message>
    <message>
        <source>Your institution asks you to study this until {ends}</source>
        <translation>Votre établissement vous demande d’étudier ceci jusqu’au {ends}</translation>
    </message>
    <message>
        <source>Your institution asks you to study this from {begins}</source>
        <translation>Votre établissement vous demande d’étudier ceci à partir du {begins}</translation>
    </message>
    <message>
        <source>Your institution asks you to study this</source>
        <translation>Votre établissement vous demande d’étudier ceci</translation>
    </message>
    <message>
        <source>The course “{course}” is not on this computer yet. Ask your coordinator for it.</source>
        <translation>Le cours «&#xa0;{course}&#xa0;» n’est pas encore sur cet ordinateur. Demandez-le à la coordination de votre campus.</translation>
    </message>
    <message>
        <source>These are more courses than one cohort can hold. Choose fewer, or make two cohorts.</source>
        <translation>Ces cours sont plus nombreux que ce qu’une cohorte peut contenir. Choisissez-en moins, ou faites deux cohortes.</translation>
    </message>
    <message>
        <source>Give the cohort a name, of at most {most} letters.</source>
        <translation>Donnez un nom à la cohorte, de {most} lettres au plus.</translation>
    </message>
    <message>
        <source>This cohort is no longer there.</source>
        <translation>Cette cohorte n’existe plus.</translation>
    </message>
    <message>
        <source>A cohort ends on the day on which it begins, or later.</source>
        <translation>Une cohorte se termine le jour où elle commence, ou plus tard.</translation>
    </message>
    <message>
        <source>Ujuzi does not know this way of writing letters.</source>
        <translation>Ujuzi ne connaît pas cet encodage.</translation>
    </message>
    <message>
        <source>Ujuzi found no row that names each column once. There must be one called “Staff number” and one called “Name”; “Role”, “Campus” and “Email” may stand beside them.</source>
        <translation>Ujuzi n’a trouvé aucune ligne qui nomme chaque colonne une seule fois. Il en faut une appelée «&#xa0;Matricule&#xa0;» et une appelée «&#xa0;Nom&#xa0;»&#x202f;; «&#xa0;Rôle&#xa0;», «&#xa0;Campus&#xa0;» et «&#xa0;Courriel&#xa0;» peuvent s’y ajouter.</translation>
    </message>
    <message>
        <source>This is not yet an entry of the list.</source>
        <translation>Ce n’est pas encore une entrée de la liste.</translation>
    </message>
    <message>
        <source>Stopped. Nobody was given a code.</source>
        <translation>Arrêté. Personne n’a reçu de code.</translation>
    </message>
    <message>
        <source>This file is damaged, or no table that Ujuzi reads. Save it again as Excel (.xlsx), OpenDocument (.ods) or CSV UTF-8.</source>
        <translation>Ce fichier est endommagé, ou ce n’est pas un tableau qu’Ujuzi sait lire. Enregistrez-le à nouveau en Excel (.xlsx), OpenDocument (.ods) ou CSV UTF-8.</translation>
    </message>
    <message>
        <source>This file is locked with a password. Save it without one, and choose it again.</source>
        <translation>Ce fichier est verrouillé par un mot de passe. Enregistrez-le sans mot de passe et choisissez-le à nouveau.</translation>
    </message>
    <message>
        <source>Line {line} of this file cannot be read as a row of a table. Save it again as a spreadsheet, and choose that.</source>
        <translation>La ligne {line} de ce fichier ne peut pas être lue comme une ligne de tableau. Enregistrez-le à nouveau dans un tableur et choisissez ce fichier-là.</translation>
    </message>
    <message>
        <source>A list has at most {rows} rows. Delete what stands far below or far beside your list, and save it again.</source>
        <translation>Une liste a au plus {rows} lignes. Supprimez ce qui se trouve loin sous votre liste ou loin à côté, et enregistrez-la à nouveau.</translation>
    </message>
    <message>
        <source>The letters of line {line} cannot be read. Choose how the file was saved, or save it as CSV UTF-8.</source>
        <translation>Les lettres de la ligne {line} ne peuvent pas être lues. Choisissez comment le fichier a été enregistré, ou enregistrez-le en CSV UTF-8.</translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) of which a second look waits at the National Centre</source>
        <translation>
            <numerusform>%n résultat dont une seconde lecture attend au Centre national</numerusform>
            <numerusform>%n résultats dont une seconde lecture attend au Centre national</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Workload</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n heure</numerusform>
            <numerusform>%n heures</numerusform>
        </translation>
    </message>
</context>
</TS>
