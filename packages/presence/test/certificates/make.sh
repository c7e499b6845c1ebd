#!/bin/sh
# Makes the certificates of the tests anew: a private CA and three leaves under it, the leaves with one key. All are valid
# from 2000 to 2125, so that no test depends on the clock; the expired leaf died in 2001. Nothing else in the world trusts
# this CA, so the key is no secret. Needs openssl 3.
#
#     sh packages/presence/test/certificates/make.sh
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

: > "$work/index"
cat > "$work/config" <<END
[ca]
default_ca = test
[test]
new_certs_dir = $work
database = $work/index
default_md = sha256
rand_serial = yes
policy = any
[any]
commonName = supplied
END

# issue NAME KEY NOT_AFTER EXTENSIONS OPTIONS_OF_OPENSSL_CA...
issue() {
  name=$1 key=$2 until=$3 extensions=$4
  shift 4
  printf '%b' "$extensions" > "$work/extensions"
  openssl req -new -key "$key" -subj "/CN=Usher test $name" -out "$work/request"
  openssl ca -batch -notext -config "$work/config" -extfile "$work/extensions" -keyfile "$work/ca.key" \
    -startdate 20000101000000Z -enddate "$until" -in "$work/request" -out "$name.pem" "$@"
}

openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/ca.key"
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out leaf.key

here='subjectAltName=DNS:localhost,IP:127.0.0.1,IP:::1'
leaf='basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n'
issue ca "$work/ca.key" 21250101000000Z 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign' -selfsign
issue leaf leaf.key 21250101000000Z "$leaf$here" -cert ca.pem
issue other-name leaf.key 21250101000000Z "${leaf}subjectAltName=DNS:elsewhere.example" -cert ca.pem
issue expired leaf.key 20010101000000Z "$leaf$here" -cert ca.pem
