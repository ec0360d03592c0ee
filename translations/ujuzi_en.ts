<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AnyReportsPage</name>
    <message numerus="yes">
        <source>What %n computer(s) told is locked. Open your office with your six words to see it.</source>
        <translation>
            <numerusform>What %n computer told is locked. Open your office with your six words to see it.</numerusform>
            <numerusform>What %n computers told is locked. Open your office with your six words to see it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChosenPeople</name>
    <message numerus="yes">
        <source>%n person(s) will be of the institution no longer. What they did is kept; a later list that names them takes them back.</source>
        <translation>
            <numerusform>%n person will be of the institution no longer. What she did is kept; a later list that names her takes her back.</numerusform>
            <numerusform>%n people will be of the institution no longer. What they did is kept; a later list that names them takes them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>To which campus does %n person(s) go?</source>
        <translation>
            <numerusform>To which campus does %n person go?</numerusform>
            <numerusform>To which campus do %n people go?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Where does %n person(s) study?</source>
        <translation>
            <numerusform>Where does %n person study?</numerusform>
            <numerusform>Where do %n people study?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Written down for %n person(s). The hub hears of it with the next upload.</source>
        <translation>
            <numerusform>Written down for %n person. The hub hears of it with the next upload.</numerusform>
            <numerusform>Written down for %n people. The hub hears of it with the next upload.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CollectionPointCard</name>
    <message numerus="yes">
        <source>%n computer(s) came that the hub has not named yet.</source>
        <translation>
            <numerusform>%n computer came that the hub has not named yet.</numerusform>
            <numerusform>%n computers came that the hub has not named yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n other(s)</source>
        <translation>
            <numerusform>and %n other</numerusform>
            <numerusform>and %n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message numerus="yes">
        <source>%n place(s)</source>
        <translation>
            <numerusform>%n place</numerusform>
            <numerusform>%n places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HandInSheet</name>
    <message numerus="yes">
        <source>%n question(s) are still open. An open question counts as not right.</source>
        <translation>
            <numerusform>%n question is still open. An open question counts as not right.</numerusform>
            <numerusform>%n questions are still open. An open question counts as not right.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Hand in with %n open question(s)</source>
        <translation>
            <numerusform>Hand in with %n open question</numerusform>
            <numerusform>Hand in with %n open questions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListCard</name>
    <message numerus="yes">
        <source>As of {day}: %n issuer(s)</source>
        <translation>
            <numerusform>As of {day}: %n issuer</numerusform>
            <numerusform>As of {day}: %n issuers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NewPin</name>
    <message numerus="yes">
        <source>A PIN has at least %n digit(s).</source>
        <translation>
            <numerusform>A PIN has at least %n digit.</numerusform>
            <numerusform>A PIN has at least %n digits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At least %n digit(s)</source>
        <translation>
            <numerusform>At least %n digit</numerusform>
            <numerusform>At least %n digits</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OfferCard</name>
    <message numerus="yes">
        <source>%n attempt(s) wait for the hub</source>
        <translation>
            <numerusform>%n attempt waits for the hub</numerusform>
            <numerusform>%n attempts wait for the hub</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PointCoursesChoice</name>
    <message numerus="yes">
        <source>Hands out {count} of %n course(s) of this computer ({size}).</source>
        <translation>
            <numerusform>Hands out {count} of %n course of this computer ({size}).</numerusform>
            <numerusform>Hands out {count} of %n courses of this computer ({size}).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewWindow</name>
    <message numerus="yes">
        <source>%n thing(s) to look at before you build.</source>
        <translation>
            <numerusform>%n thing to look at before you build.</numerusform>
            <numerusform>%n things to look at before you build.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuizPage</name>
    <message numerus="yes">
        <source>%n questions need a newer Ujuzi, and are left out.</source>
        <translation>
            <numerusform>%n question needs a newer Ujuzi, and is left out.</numerusform>
            <numerusform>%n questions need a newer Ujuzi, and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RosterImportPage</name>
    <message numerus="yes">
        <source>Take in %n person(s)</source>
        <translation>
            <numerusform>Take in %n person</numerusform>
            <numerusform>Take in %n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) taken in</source>
        <translation>
            <numerusform>%n person taken in</numerusform>
            <numerusform>%n people taken in</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendStep</name>
    <message numerus="yes">
        <source>Nothing is sent of %n new computer(s) until you have taken it (them) in: see “This week”.</source>
        <translation>
            <numerusform>Nothing is sent of %n new computer until you have taken it in: see “This week”.</numerusform>
            <numerusform>Nothing is sent of %n new computers until you have taken them in: see “This week”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The hub did not take %n part(s): “Computers” says of which, and why.</source>
        <translation>
            <numerusform>The hub did not take %n part: “Computers” says of which, and why.</numerusform>
            <numerusform>The hub did not take %n parts: “Computers” says of which, and why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Arrivals</name>
    <message numerus="yes">
        <source>Not yet: %n entry(ies) wait for the next upload.</source>
        <translation>
            <numerusform>Not yet: %n entry waits for the next upload.</numerusform>
            <numerusform>Not yet: %n entries wait for the next upload.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not yet: %n handed-in file(s) wait for the next upload.</source>
        <translation>
            <numerusform>Not yet: %n handed-in file waits for the next upload.</numerusform>
            <numerusform>Not yet: %n handed-in files wait for the next upload.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n entry(ies) that {name} had {visit} have landed</source>
        <translation>
            <numerusform>The one entry (%n) that {name} had {visit} has landed</numerusform>
            <numerusform>All %n entries that {name} had {visit} have landed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{landed} of %n entry(ies) that {name} had {visit} have landed</source>
        <translation>
            <numerusform>{landed} of %n entry that {name} had {visit} has landed</numerusform>
            <numerusform>{landed} of %n entries that {name} had {visit} have landed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is (are) only on {name}</source>
        <translation>
            <numerusform>%n is only on {name}</numerusform>
            <numerusform>%n are only on {name}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) of {name} have landed</source>
        <translation>
            <numerusform>%n entry of {name} has landed</numerusform>
            <numerusform>%n entries of {name} have landed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, of which %n wait(s) for a person</source>
        <translation>
            <numerusform>, of which %n waits for a person</numerusform>
            <numerusform>, of which %n wait for a person</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is (are) on {stick} since {date}</source>
        <translation>
            <numerusform>%n is on {stick} since {date}</numerusform>
            <numerusform>%n are on {stick} since {date}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of those on the way wait(s) for an earlier stick</source>
        <translation>
            <numerusform>%n of those on the way waits for an earlier stick</numerusform>
            <numerusform>%n of those on the way wait for an earlier stick</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Collecting</name>
    <message numerus="yes">
        <source>%n computer(s)</source>
        <translation>
            <numerusform>%n computer</numerusform>
            <numerusform>%n computers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) there are not whole: a stick was pulled out. Nothing is lost: write once more at that computer, and collect again.</source>
        <translation>
            <numerusform>%n file there is not whole: a stick was pulled out. Nothing is lost: write once more at that computer, and collect again.</numerusform>
            <numerusform>%n files there are not whole: a stick was pulled out. Nothing is lost: write once more at those computers, and collect again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) there were written by a newer Ujuzi than this one: update this computer, and collect again.</source>
        <translation>
            <numerusform>%n file there was written by a newer Ujuzi than this one: update this computer, and collect again.</numerusform>
            <numerusform>%n files there were written by a newer Ujuzi than this one: update this computer, and collect again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) there bear a name of Ujuzi&apos;s and are none of its files: they were passed over.</source>
        <translation>
            <numerusform>%n file there bears a name of Ujuzi&apos;s and is none of its files: it was passed over.</numerusform>
            <numerusform>%n files there bear a name of Ujuzi&apos;s and are none of its files: they were passed over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) there are not what they say: somebody changed or copied them. They were passed over.</source>
        <translation>
            <numerusform>%n part there is not what it says: somebody changed or copied it. It was passed over.</numerusform>
            <numerusform>%n parts there are not what they say: somebody changed or copied them. They were passed over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) lie there; they were passed over.</source>
        <translation>
            <numerusform>%n other file lies there; it was passed over.</numerusform>
            <numerusform>%n other files lie there; they were passed over.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_FolderWords</name>
    <message numerus="yes">
        <source>It brings %n course(s) that are new here: leave it in for those.</source>
        <translation>
            <numerusform>It brings %n course that is new here: leave it in for that.</numerusform>
            <numerusform>It brings %n courses that are new here: leave it in for those.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Oddities</name>
    <message numerus="yes">
        <source>%n computer(s) has (have) a copy of its disk: {names}.</source>
        <translation>
            <numerusform>%n computer has a copy of its disk: {names}.</numerusform>
            <numerusform>%n computers have a copy of its disk: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) at the hub wait for a person.</source>
        <translation>
            <numerusform>%n entry at the hub waits for a person.</numerusform>
            <numerusform>%n entries at the hub wait for a person.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The hub refused %n entry(ies) that were brought; they stay on it.</source>
        <translation>
            <numerusform>The hub refused %n entry that was brought; it stays on the computer.</numerusform>
            <numerusform>The hub refused %n entries that were brought; they stay on the computer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) have been on the way for more than three weeks.</source>
        <translation>
            <numerusform>%n entry has been on the way for more than three weeks.</numerusform>
            <numerusform>%n entries have been on the way for more than three weeks.</numerusform>
        </translation>
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
    <message numerus="yes">
        <source>%n question(s) are drawn for you; every attempt draws anew.</source>
        <translation>
            <numerusform>%n question is drawn for you; every attempt draws anew.</numerusform>
            <numerusform>%n questions are drawn for you; every attempt draws anew.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You may try %n time(s) in all.</source>
        <translation>
            <numerusform>You may try %n time in all.</numerusform>
            <numerusform>You may try %n times in all.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Times</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
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
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Week</name>
    <message numerus="yes">
        <source>%n computer(s) wait(s) to be taken in: {names}.</source>
        <translation>
            <numerusform>%n computer waits to be taken in: {names}.</numerusform>
            <numerusform>%n computers wait to be taken in: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s) used a computer for the first time, and wait(s) for your word: {names}.</source>
        <translation>
            <numerusform>%n person used a computer for the first time, and waits for your word: {names}.</numerusform>
            <numerusform>%n people used a computer for the first time, and wait for your word: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n computer(s) is (are) copies of one disk: {names}.</source>
        <translation>
            <numerusform>%n computer is a copy of a disk: {names}.</numerusform>
            <numerusform>%n computers are copies of one disk: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The hub was put back; %n computer(s) send(s) again: {names}.</source>
        <translation>
            <numerusform>The hub was put back; %n computer sends again: {names}.</numerusform>
            <numerusform>The hub was put back; %n computers send again: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) at the hub wait for a person: {names}.</source>
        <translation>
            <numerusform>%n entry at the hub waits for a person: {names}.</numerusform>
            <numerusform>%n entries at the hub wait for a person: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) have been on the way for more than three weeks: {names}.</source>
        <translation>
            <numerusform>%n entry has been on the way for more than three weeks: {names}.</numerusform>
            <numerusform>%n entries have been on the way for more than three weeks: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) wait here for the hub: {names}.</source>
        <translation>
            <numerusform>%n entry waits here for the hub: {names}.</numerusform>
            <numerusform>%n entries wait here for the hub: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was collected for a week from %n computer(s): {names}.</source>
        <translation>
            <numerusform>Nothing was collected for a week from %n computer: {names}.</numerusform>
            <numerusform>Nothing was collected for a week from %n computers: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n computer(s) was (were) never seen: {names}.</source>
        <translation>
            <numerusform>%n computer was never seen: {names}.</numerusform>
            <numerusform>%n computers were never seen: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n computer(s) was (were) closed, and all has landed: {names}.</source>
        <translation>
            <numerusform>%n computer was closed, and all of it has landed: {names}.</numerusform>
            <numerusform>%n computers were closed, and all of it has landed: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clock of %n computer(s) is wrong: {names}.</source>
        <translation>
            <numerusform>The clock of %n computer is wrong: {names}.</numerusform>
            <numerusform>The clocks of %n computers are wrong: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The disk of %n computer(s) is nearly full: {names}.</source>
        <translation>
            <numerusform>The disk of %n computer is nearly full: {names}.</numerusform>
            <numerusform>The disks of %n computers are nearly full: {names}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{names} and %n more</source>
        <translation>
            <numerusform>{names} and %n more</numerusform>
            <numerusform>{names} and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Words</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to come back to</source>
        <translation>
            <numerusform>%n to come back to</numerusform>
            <numerusform>%n to come back to</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n profile(s)</source>
        <translation>
            <numerusform>%n profile</numerusform>
            <numerusform>%n profiles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n result(s) of which a second look waits at the National Centre</source>
        <translation>
            <numerusform>%n result of which a second look waits at the National Centre</numerusform>
            <numerusform>%n results of which a second look waits at the National Centre</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>_Workload</name>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
</TS>
