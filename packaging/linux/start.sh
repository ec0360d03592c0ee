#!/bin/sh
# Starts Ujuzi on Linux; from a stick it first offers to copy itself into the home folder.
#
#   sh start.sh [--yes] [WHAT UJUZI IS TO DO ...]
#
# The same file lies on the stick, beside the archive, and where Ujuzi is installed, beside `current`
# and `versions`. It does there what the launcher does on Windows: it compares the size of every file
# with the manifest (hashes too after a start that failed), names what is missing, puts it back from a
# stick that is in the computer, and goes back to the version before after two starts that failed.
# --yes asks nothing.
set -u

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
home=${XDG_DATA_HOME:-$HOME/.local/share}
root=$home/Ujuzi
ASK=1
if [ "${1:-}" = --yes ]; then ASK=0; shift; fi

case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in fr*) french=1 ;; *) french=0 ;; esac
words() { if [ $french = 1 ]; then printf '%s' "$2"; else printf '%s' "$1"; fi; }

# Tell a person in a window where there is no terminal to read.
tell() {
    if [ ! -t 2 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        if command -v zenity >/dev/null; then zenity --info --no-markup --title=Ujuzi --text="$1" && return; fi
        if command -v kdialog >/dev/null; then kdialog --title Ujuzi --msgbox "$1" && return; fi
        if command -v notify-send >/dev/null; then notify-send Ujuzi "$1"; fi
    fi
    printf '%s\n' "$1" >&2
}
stop() { tell "$1"; exit 3; }

line() { sed -n "$2p" "$1" 2>/dev/null; }
is_version() { case $1 in '' | .* | *[!0-9a-z.+-]*) return 1 ;; esac; }
needs() { sed -n 's/^needs //p' "$1"; }

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

# Where sticks appear.
sticks() { printf '%s\n' "$here" /media/*/linux /media/*/*/linux /run/media/*/*/linux /mnt/linux /mnt/*/linux; }

# Put damaged files of a version back from a stick's archive; whether all are whole then.
repair() {
    sticks | while IFS= read -r stick; do
        archive=$stick/ujuzi-$1.tar.xz
        [ -f "$archive" ] || continue
        rm -rf "$root/versions/.mend"
        mkdir -p "$root/versions/.mend" || return 1
        if tar -xJf "$archive" -C "$root/versions/.mend" 2>/dev/null &&
            cmp -s "$root/versions/.mend/$1/manifest" "$root/versions/$1/manifest" &&
            [ -z "$(damaged_hashes "$root/versions/.mend/$1")" ]; then
            mv "$root/versions/$1" "$root/versions/.mend/old" && mv "$root/versions/.mend/$1" "$root/versions/$1"
        fi
        rm -rf "$root/versions/.mend"
    done
    [ -z "$(damaged_hashes "$root/versions/$1")" ]
}

# Put two lines into `current`, whole or not at all.
make_current() { printf "%s\n" "$@" >"$root/current.new" && sync "$root/current.new" && mv -f "$root/current.new" "$root/current"; }

install() {
    manifest=$here/manifest version=$(sed -n 's/^version //p' "$here/manifest")
    archive=$here/ujuzi-$version.tar.xz
    is_version "$version" && [ -f "$archive" ] ||
        stop "$(words "The stick is not whole: $archive is missing." "La clé n’est pas entière : $archive manque.")"
    check_system "$manifest"
    megabytes=$(awk '/^file / { bytes += $2 } END { printf "%d", bytes / 1000000 }' "$manifest")
    if [ $ASK = 1 ]; then
        words "Copy Ujuzi $version ($megabytes MB) into your home folder, $root? [Y/n] " \
            "Copier Ujuzi $version ($megabytes Mo) dans votre dossier personnel, $root ? [O/n] "
        read -r answer || answer=n
        case $answer in [nN]*) exit 1 ;; esac
    fi
    new=$root/versions/.new
    rm -rf "$new"
    mkdir -p "$new" || stop "$(words "$root cannot be written." "$root ne peut pas être écrit.")"
    if ! tar -xJf "$archive" -C "$new" || ! cmp -s "$manifest" "$new/$version/manifest" || [ -n "$(damaged_hashes "$new/$version")" ]; then
        rm -rf "$new"
        stop "$(words "Ujuzi was not copied whole: the disk may be full, or the stick was pulled out. Nothing else was changed." \
            "Ujuzi n’a pas été copié en entier : le disque est peut-être plein, ou la clé a été retirée. Rien d’autre n’a été changé.")"
    fi
    before=$(line "$root/current" 1)
    [ "$before" = "$version" ] && before=$(line "$root/current" 2)
    rm -rf "$root/versions/.old"
    [ -d "$root/versions/$version" ] && mv "$root/versions/$version" "$root/versions/.old"
    mv "$new/$version" "$root/versions/$version" && rm -rf "$new" "$root/versions/.old"
    cp "$here/start.sh" "$root/start.sh.new" && mv -f "$root/start.sh.new" "$root/start.sh"
    if is_version "$before"; then make_current "$version" "$before"; else make_current "$version"; fi
    for old in "$root"/versions/*; do
        case ${old##*/} in "$version" | "$before") ;; *) rm -rf "$old" ;; esac
    done
    mkdir -p "$home/applications"
    printf '%s\n' '[Desktop Entry]' Type=Application Name=Ujuzi \
        'Comment=Study AI literacy, with no internet' \
        'Comment[fr]=Étudier la culture de l’IA, sans internet' \
        "Exec=sh \"$root/start.sh\"" "Icon=$root/versions/$version/resources/icons/marks/ujuzi.svg" \
        'Categories=Education;' 'Terminal=false' >"$home/applications/ujuzi.desktop"
    if [ -d "$here/../packs" ]; then
        run set-up --stick "$here/.." || :
    fi
}

run() { UJUZI_ROOT=$root "$root/versions/$version/bin/python3" -I -X utf8 -m ujuzi "$@"; }

if [ "$here" != "$root" ] && [ -f "$here/manifest" ]; then
    wanted=$(sed -n 's/^version //p' "$here/manifest")
    if [ "$(line "$root/current" 1)" != "$wanted" ] || [ ! -f "$root/versions/$wanted/manifest" ]; then install; fi
elif [ "$here" != "$root" ]; then
    root=$here # unpacked by hand, wherever that is
fi

version=$(line "$root/current" 1)
is_version "$version" ||
    stop "$(words "Ujuzi is not installed here: start it once from the stick, with sh start.sh." \
        "Ujuzi n’est pas installé ici : lancez-le une fois depuis la clé, avec sh start.sh.")"
# Who clicks again while it starts has seen no failure: only the first start counts.
counts=0
if [ $# = 0 ] && command exec 9>>"$root/running" && flock -n 9; then counts=1; fi
failed=$(line "$root/starting" 1)
case $failed in "$version "*) failed=${failed#"$version "} ;; *) failed=0 ;; esac
before=$(line "$root/current" 2)
if [ $counts = 1 ] && [ "$failed" -ge 2 ] && is_version "$before"; then
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
[ $counts = 1 ] && printf '%s %s\n' "$version" $((failed + 1)) >"$root/starting"
run "$@"
status=$?
[ $counts = 1 ] && [ $status = 0 ] && rm -f "$root/starting"
exit $status
