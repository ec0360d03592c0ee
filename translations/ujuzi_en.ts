<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
