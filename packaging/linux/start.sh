#!/bin/sh
# Starts Ujuzi on Linux; from a stick it first offers to copy itself into the home folder.
#
#   sh start.sh [--yes] [WHAT UJUZI IS TO DO ...]
#   sh start.sh [--yes] --carry FOLDER      put Ujuzi into FOLDER/Ujuzi-Linux, to carry with its data
#   sh start.sh [--yes] --remove            remove it; what people did stays, unless it is asked for
#
# The same file lies on the stick, beside the archive, in each version, and where Ujuzi is installed,
# beside `current` and `versions`. It does there what the launcher does on Windows: it compares the size of every file
# with the manifest (hashes too after a start that failed), names what is missing, puts it back from a
# stick that is in the computer, and goes back to the version before after two starts that failed.
# A version is installed beside the one that is there: files that are the same get a second name where
# the file system can, the others come out of the archive. --yes asks nothing.
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
home=$share/Ujuzi
root=$home
ASK=1 CARRIED=0 REMOVE=0
if [ "${1:-}" = --yes ]; then ASK=0; shift; fi
case ${1:-} in
    --remove) REMOVE=1; shift ;;
    --carry) CARRIED=1 root=$(CDPATH='' cd -- "${2:-/nowhere}" && pwd)/Ujuzi-Linux || exit 2; shift 2 ;;
esac

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in fr*) french=1 ;; *) french=0 ;; esac
words() { if [ $french = 1 ]; then printf '%s' "$2"; else printf '%s' "$1"; fi; }

in_window() { [ ! -t 0 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }
# Tell a person in a window where there is no terminal to read.
tell() {
    if [ ! -t 2 ] && in_window; then
        if command -v zenity >/dev/null; then zenity --info --no-markup --title=Ujuzi --text="$1" && return; fi
        if command -v kdialog >/dev/null; then kdialog --title Ujuzi --msgbox "$1" && return; fi
        if command -v notify-send >/dev/null; then notify-send Ujuzi "$1"; fi
    fi
    printf '%s\n' "$1" >&2
}
stop() { tell "$1"; exit 3; }
# Whether a person says yes to a question; where she only presses Enter, what stands second counts.
agreed() {
    if in_window && command -v zenity >/dev/null; then zenity --question --no-markup --title=Ujuzi --text="$1"; return; fi
    if in_window && command -v kdialog >/dev/null; then kdialog --title Ujuzi --yesno "$1"; return; fi
    if [ "$2" = yes ]; then words "$1 [Y/n] " "$1 [O/n] "; else words "$1 [y/N] " "$1 [o/N] "; fi
    read -r answer || answer=n
    case $answer in [nN]*) return 1 ;; [yYoO]*) return 0 ;; esac
    [ "$2" = yes ]
}

line() { sed -n "$2p" "$1" 2>/dev/null; }
is_version() { case $1 in '' | .* | *[!0-9a-z.+-]*) return 1 ;; esac; }
is_newer() { [ "$1" != "$2" ] && [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | tail -n 1)" = "$1" ]; }
needs() { sed -n 's/^needs //p' "$1"; }
version_of() { sed -n 's/^version //p' "$1" 2>/dev/null; }

# Whether this system's C library is new enough for a version.
check_system() {
    found=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed -n 's/^glibc 2\.\([0-9]*\).*/\1/p')
    wanted=$(needs "$1")
    if [ "$(uname -m)" != x86_64 ] || [ "${found:-0}" -lt "${wanted:-0}" ]; then
        stop "$(words "This system is too old for Ujuzi: it needs Ubuntu 22.04, Debian 12 or newer, of 64 bits (glibc 2.$wanted)." \
            "Ce système est trop ancien pour Ujuzi : il faut Ubuntu 22.04, Debian 12 ou plus récent, en 64 bits (glibc 2.$wanted).")"
    fi
}

# Print the files of a version that are missing, or of another size than its manifest says.
damaged_sizes() {
    (cd "$1" && find . -type f -printf '%s %P\n') | awk '
        NR == FNR { there[$0] = 1; next }
        /^file / { size = $2; sub(/^file [0-9]+ [0-9a-f]+ /, ""); if (!((size " " $0) in there)) print }
    ' - "$1/manifest"
}
damaged_hashes() {
    (cd "$1" && sed -n 's/^file [0-9]* \([0-9a-f]*\) /\1  /p' manifest | LC_ALL=C sha256sum --check --quiet 2>/dev/null) |
        sed -n 's/: FAILED.*$//p'
}

# Fill a new folder with a version, as its manifest says; whether all of it is there then.
#   fill FOLDER MANIFEST ARCHIVE PRESENT
# PRESENT is a version that is here already, whole or not.
fill() {
    rm -rf "$1"
    mkdir -p "$1" && cp "$2" "$1/manifest" || return 1
    if [ -f "$4/manifest" ]; then
        (cd "$4" && grep -Fxf manifest "$1/manifest" | sed -n 's/^file [0-9]* [0-9a-f]* //p' |
            tr '\n' '\0' | xargs -0 cp --parents --link --target-directory="$1") 2>/dev/null
    fi
    lacking=$(damaged_hashes "$1")
    [ -z "$lacking" ] && return
    printf '%s\n' "$lacking" | sed "s|^|$(version_of "$2")/|" |
        tar -xJf "$3" -C "$1" --strip-components=1 --unlink-first --verbatim-files-from -T - 2>/dev/null || return 1
    [ -z "$(damaged_hashes "$1")" ] && sync -f "$1"
}

# Where sticks appear.
sticks() { printf '%s\n' "$here" /media/*/linux /media/*/*/linux /run/media/*/*/linux /mnt/linux /mnt/*/linux; }

# Put damaged files of a version back from a stick's archive; whether all are whole then.
repair() {
    tree=$root/versions/$1
    sticks | while IFS= read -r stick; do
        cmp -s "$stick/manifest" "$tree/manifest" || continue
        if fill "$root/versions/.mend" "$tree/manifest" "$stick/ujuzi-$1.tar.xz" "$tree"; then
            mv "$tree" "$root/versions/.old" &&
                { mv "$root/versions/.mend" "$tree" || mv "$root/versions/.old" "$tree"; }
        fi
        rm -rf "$root/versions/.mend" "$root/versions/.old"
    done
    [ -z "$(damaged_hashes "$tree")" ]
}

# Put two lines into `current`, whole or not at all.
make_current() { printf '%s\n' "$@" >"$root/current.new" && sync "$root/current.new" && mv -f "$root/current.new" "$root/current"; }

# What a desktop file may hold between quotes.
quoted() { printf '%s' "$1" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g'; }

check_room() {
    free=$(df -Pk "$root" | awk 'NR == 2 { printf "%d", $4 / 1000 }')
    if [ "$free" -lt "$megabytes" ]; then
        stop "$(words "The disk is full: Ujuzi needs $megabytes MB, and $free MB are free in $root. Nothing was changed." \
            "Le disque est plein : Ujuzi a besoin de $megabytes Mo, et $free Mo sont libres dans $root. Rien n’a été changé.")"
    fi
}

install() {
    manifest=$here/manifest version=$(version_of "$here/manifest")
    archive=$here/ujuzi-$version.tar.xz
    is_version "$version" && [ -f "$archive" ] ||
        stop "$(words "The stick is not whole: $archive is missing." "La clé n’est pas entière : $archive manque.")"
    check_system "$manifest"
    command -v xz >/dev/null ||
        stop "$(words "The program xz is missing, with which Ujuzi is unpacked. It is in the package xz-utils." \
            "Le programme xz manque, avec lequel Ujuzi est décompressé. Il est dans le paquet xz-utils.")"
    megabytes=$(awk '/^file / { bytes += $2 } END { printf "%d", bytes / 1000000 + 1 }' "$manifest")
    if [ $ASK = 1 ]; then
        folder=$root
        [ $CARRIED = 1 ] || folder=$(words "your home folder, $root" "votre dossier personnel, $root")
        agreed "$(words "Copy Ujuzi $version ($megabytes MB) into $folder?" "Copier Ujuzi $version ($megabytes Mo) dans $folder ?")" yes || exit 1
    fi
    mkdir -p "$root/versions" 2>/dev/null && [ -w "$root/versions" ] ||
        stop "$(words "$root cannot be written." "$root ne peut pas être écrit.")"
    present=$(line "$root/current" 1)
    rm -rf "$root/versions/.new" # what a cut left behind
    [ -n "$present" ] || check_room
    if ! fill "$root/versions/.new" "$manifest" "$archive" "$root/versions/${present:-.none}"; then
        rm -rf "$root/versions/.new"
        check_room
        stop "$(words "Ujuzi was not copied whole: the stick may have been pulled out, or is damaged. Nothing was changed." \
            "Ujuzi n’a pas été copié en entier : la clé a peut-être été retirée, ou elle est abîmée. Rien n’a été changé.")"
    fi
    before=$present
    [ "$before" = "$version" ] && before=$(line "$root/current" 2)
    rm -rf "$root/versions/.old"
    if [ -d "$root/versions/$version" ]; then mv "$root/versions/$version" "$root/versions/.old"; fi
    mv "$root/versions/.new" "$root/versions/$version" && rm -rf "$root/versions/.old"
    cp "$root/versions/$version/start.sh" "$root/start.sh.new" && mv -f "$root/start.sh.new" "$root/start.sh"
    if is_version "$before"; then make_current "$version" "$before"; else make_current "$version"; fi
    for old in "$root"/versions/*; do
        case ${old##*/} in "$version" | "$before") ;; *) rm -rf "$old" ;; esac
    done
    if [ $CARRIED = 1 ]; then
        [ -f "$root/portable" ] || : >"$root/portable"
        return
    fi
    mkdir -p "$share/applications"
    printf '%s\n' '[Desktop Entry]' Type=Application Name=Ujuzi \
        'Comment=Study AI literacy, with no internet' \
        'Comment[fr]=Étudier la culture de l’IA, sans internet' \
        "Exec=sh \"$(quoted "$root/start.sh")\"" "Icon=$root/versions/$version/resources/icons--marks--ujuzi.svg" \
        'Categories=Education;' 'Terminal=false' >"$share/applications/ujuzi.desktop"
    if [ -d "$here/../packs" ]; then
        program=$root/versions/$version
        run set-up --stick "$here/.." || :
    fi
}

remove() {
    [ -f "$root/current" ] || stop "$(words "Ujuzi is not installed here." "Ujuzi n’est pas installé ici.")"
    if command exec 9>>"$root/running" && ! flock -n 9; then
        stop "$(words "Ujuzi is running: close it first." "Ujuzi est ouvert : fermez-le d’abord.")"
    fi
    if [ $ASK = 1 ]; then
        agreed "$(words "Remove Ujuzi from this computer? What people did stays." \
            "Supprimer Ujuzi de cet ordinateur ? Le travail des personnes reste.")" no || exit 1
    fi
    rm -rf "$root/versions" "$root/current" "$root/current.new" "$root/starting" "$root/running" "$root/start.sh"
    rm -f "$share/applications/ujuzi.desktop"
    if [ $ASK = 1 ] && [ -n "$(ls -A "$root")" ] &&
        agreed "$(words "Delete what people did as well: progress, answers, certificates? That cannot be undone." \
            "Effacer aussi le travail des personnes : progrès, réponses, certificats ? C’est définitif.")" no; then
        rm -rf "$root"
    fi
    rmdir "$root" 2>/dev/null
    exit 0
}

# A stick's FAT has no mark for programs: the system's loader starts them then.
python() {
    if [ -x "$program/bin/python3" ]; then set -- "$program/bin/python3" "$@"
    else set -- /lib64/ld-linux-x86-64.so.2 "$program/bin/python3" "$@"; fi
    "$@"
}
# What desktops and terminals set for another Qt is not for ours.
run() { (unset QT_PLUGIN_PATH QT_QPA_PLATFORM_PLUGIN_PATH LD_PRELOAD
    UJUZI_ROOT=$root python -I -X utf8 -m ujuzi "$@" 9>&-); }

if [ "$here" = "$root" ] || [ ! -f "$here/manifest" ]; then
    [ $CARRIED = 0 ] || stop "$(words "That is done from the folder linux of the stick." "Cela se fait depuis le dossier linux de la clé.")"
    root=$here # installed, or carried, wherever that is
    if [ $REMOVE = 1 ]; then remove; fi
else
    if [ $REMOVE = 1 ]; then remove; fi
    wanted=$(version_of "$here/manifest") present=$(line "$root/current" 1)
    if is_version "$present" && [ -f "$root/versions/$present/manifest" ] && is_newer "$present" "$wanted"; then
        tell "$(words "Ujuzi $present is here already, and newer than the $wanted of this stick: nothing was copied." \
            "Ujuzi $present est déjà là, plus récent que le $wanted de cette clé : rien n’a été copié.")"
    elif [ "$present" != "$wanted" ] || [ ! -f "$root/versions/$wanted/manifest" ]; then
        install
    fi
    if [ $CARRIED = 1 ]; then
        words "Ujuzi is in $root. It is started there with: sh start.sh" "Ujuzi est dans $root. On l’y lance avec : sh start.sh"
        echo
        exit 0
    fi
fi

version=$(line "$root/current" 1)
is_version "$version" ||
    stop "$(words "Ujuzi is not installed here: start it once from the stick, with sh start.sh." \
        "Ujuzi n’est pas installé ici : lancez-le une fois depuis la clé, avec sh start.sh.")"
# Who clicks again while it starts has seen no failure: only the first start counts.
counts=0
if [ $# = 0 ] && { command exec 9>>"$root/running"; } 2>/dev/null && flock -n 9; then counts=1; fi
failed=$(line "$root/starting" 1)
case $failed in "$version "*) failed=${failed#"$version "} ;; *) failed=0 ;; esac
case $failed in '' | *[!0-9]*) failed=0 ;; esac
before=$(line "$root/current" 2)
if [ $counts = 1 ] && [ "$failed" -ge 2 ] && is_version "$before" && [ -f "$root/versions/$before/manifest" ]; then
    tell "$(words "Ujuzi $version did not start twice. Version $before, which ran before, is started from now on. Your work is safe." \
        "Ujuzi $version n’a pas démarré deux fois de suite. La version $before, qui marchait avant, est lancée désormais. Votre travail est en sûreté.")"
    version=$before failed=0
    make_current "$version"
fi
tree=$root/versions/$version
[ -f "$tree/manifest" ] ||
    stop "$(words "Version $version of Ujuzi is missing. Start it from the stick again; your work is safe." \
        "La version $version d’Ujuzi manque. Relancez-la depuis la clé ; votre travail est en sûreté.")"
damaged=$(damaged_sizes "$tree")
if [ -z "$damaged" ] && [ $counts = 1 ] && [ "$failed" -gt 0 ]; then damaged=$(damaged_hashes "$tree"); fi
if [ -n "$damaged" ]; then
    named=$(printf '%s\n' "$damaged" | head -n 5)
    if repair "$version"; then
        tell "$(words "Parts of Ujuzi were missing or changed, and were put back from the stick. Nothing of your work was touched:
$named" "Des parties d’Ujuzi manquaient ou avaient changé, et ont été remises depuis la clé. Rien de votre travail n’a été touché :
$named")"
    else
        stop "$(words "Parts of Ujuzi are missing or changed:
$named
Your work is safe. Put the stick with Ujuzi in and start again." "Des parties d’Ujuzi manquent ou ont changé :
$named
Votre travail est en sûreté. Branchez la clé d’Ujuzi et relancez.")"
    fi
fi
check_system "$tree/manifest"
program=$tree
if [ "$root" != "$home" ] && ! python -I -S -c '' >/dev/null 2>&1; then
    program=$home/versions/$version # the same version, where programs may run
    cmp -s "$program/manifest" "$tree/manifest" ||
        stop "$(words "This computer runs no programs from this stick. Start it once with sh start.sh in the folder linux of the stick, which copies Ujuzi into your home folder; then start here again." \
            "Cet ordinateur ne lance aucun programme depuis cette clé. Lancez une fois sh start.sh dans le dossier linux de la clé, qui copie Ujuzi dans votre dossier personnel ; puis relancez ici.")"
fi
if [ $counts = 1 ]; then (printf '%s %s\n' "$version" $((failed + 1)) >"$root/starting") 2>/dev/null; fi
run "$@"
status=$?
if [ $status -eq 126 ] && [ "$root" = "$home" ]; then
    rm -f "$root/starting"
    stop "$(words "This computer runs no programs from $root. Ask who looks after it to allow that." \
        "Cet ordinateur ne lance aucun programme depuis $root. Demandez à qui s’en occupe de le permettre.")"
fi
if [ $counts = 1 ] && [ $status = 0 ]; then rm -f "$root/starting"; fi
exit $status
