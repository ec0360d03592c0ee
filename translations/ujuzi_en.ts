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
    <name>Waiting</name>
    <message numerus="yes">
        <source>You can try again in %n second(s).</source>
        <translation>
            <numerusform>You can try again in %n second.</numerusform>
            <numerusform>You can try again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You can try again in %n minute(s).</source>
        <translation>
            <numerusform>You can try again in %n minute.</numerusform>
            <numerusform>You can try again in %n minutes.</numerusform>
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
</context>
</TS>
