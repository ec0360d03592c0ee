#!/bin/sh
# Build CPython for Linux of its source, with our SQLite and the OpenSSL and libffi of Debian 12.
#
#   cpython.sh INPUTS OUT
#
# INPUTS holds the tarball, the amalgamation of SQLite and Debian's packages; OUT gets bin/python3 and
# lib/, which work wherever they lie. Nothing is installed. The same inputs and compiler give the same
# bytes in any folder: no path of the build is left in them. It is built plainly: profiling and link
# time optimisation would take an hour, and bytes that follow from a profile are not the same twice.
set -eu
inputs=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir system sqlite
for package in "$inputs"/*.deb; do
    dpkg-deb -x "$package" system
done
find system -name '*.a' -delete
multiarch=system/usr/lib/x86_64-linux-gnu
cp -a system/lib/x86_64-linux-gnu/. "$multiarch" 2>/dev/null || true  # zlib lies in /lib
for link in libz.so:libz.so.1 libcrypto.so:libcrypto.so.3 libssl.so:libssl.so.3; do
    ln -sf "${link#*:}" "$multiarch/${link%:*}"
done

tar -xzf "$inputs"/better-sqlite3-multiple-ciphers-*.tgz --strip-components=3 -C sqlite package/deps/sqlite3
# shellcheck disable=SC2046 # each word is an option
gcc -O2 -fPIC -shared -s -Wl,-soname,libsqlite3.so.0 -Wl,--build-id=none $(cat "$inputs/sqlite.options") \
    -o "$multiarch/libsqlite3.so.0" sqlite/sqlite3.c -lm
ln -sf libsqlite3.so.0 "$multiarch/libsqlite3.so"

tar -xJf "$inputs"/python3.13_*.orig.tar.xz
cd Python-3*/
# Debian 12 has more than glibc 2.34, which Ubuntu 22.04 has: what configure would find, and the one
# function with a newer version of which the compiler would take that.
export ac_cv_func_arc4random=no ac_cv_func_arc4random_buf=no
cat >"$work/glibc.h" <<'HEADER'
#ifndef __ASSEMBLER__
__asm__(".symver hypot,hypot@GLIBC_2.2.5");
#endif
HEADER
export CPPFLAGS="-I$work/system/usr/include -I$work/system/usr/include/x86_64-linux-gnu"
export OPT="-DNDEBUG -w"  # else it would make what debuggers need, and strip it
export CFLAGS="-O2 -ffile-prefix-map=$work=/ujuzi -include $work/glibc.h" SOURCE_DATE_EPOCH=315532800
# Found beside itself, wherever it lies; by rpath, which counts for libraries of libraries too.
origin='\$$ORIGIN/../lib:\$$ORIGIN/../lib/PySide6/Qt/lib'
export LDFLAGS="-L$work/$multiarch -Wl,-rpath-link,$work/$multiarch -Wl,--build-id=none -s \
    -Wl,--disable-new-dtags -Wl,-rpath,$origin"
export LIBSQLITE3_CFLAGS="-I$work/sqlite" LIBSQLITE3_LIBS="-L$work/$multiarch -lsqlite3"
export LD_LIBRARY_PATH="$work/$multiarch" PKG_CONFIG=false
for module in _bz2 _curses _curses_panel _dbm _gdbm _lzma _tkinter _uuid nis readline; do
    export "py_cv_module_$module=n/a"  # not needed, and not everywhere there to build with
done
./configure -q --prefix=/ujuzi --enable-shared --without-ensurepip --disable-test-modules \
    --without-readline --with-openssl="$work/system/usr" >/dev/null
make -s -j2 python sharedmods >make.log 2>&1 || { tail -50 make.log; exit 1; }

built=build/lib.linux-x86_64-3.13
mkdir -p "$out/bin" "$out/lib/python3.13/lib-dynload"
cp python "$out/bin/python3"
cp libpython3.13.so.1.0 "$out/lib/"
rm -rf Lib/test
find Lib -name __pycache__ -prune -exec rm -rf {} +
cp -r Lib/. "$built"/_sysconfigdata_*.py "$out/lib/python3.13/"
cp -L "$built"/*.so "$out/lib/python3.13/lib-dynload/"
for library in libsqlite3.so.0 libssl.so.3 libcrypto.so.3 libffi.so.8 libz.so.1; do
    cp -L "$work/$multiarch/$library" "$out/lib/"
done
unset LD_LIBRARY_PATH
"$out/bin/python3" -I -B -c 'import ctypes, decimal, hashlib, sqlite3, ssl, xml.parsers.expat, zlib'
