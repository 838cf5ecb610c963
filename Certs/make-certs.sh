#!/bin/bash
# Makes an authority and a certificate for each process and program with the openssl command alone.
#
#   Certs/make-certs.sh [FOLDER] [DAYS]     default: Certs/local, 30 days
#
# The names of the files are those that `hmo certs` uses, so that FOLDER can stand for the `certs` folder
# of a suite. An authority that is there is kept and the leaves are made anew, so that running it again
# renews them. Keys get mode 0600 and are never committed.
set -euo pipefail
umask 077
here=$(cd "$(dirname "$0")" && pwd -P)
folder=${1:-$here/local}
days=${2:-30}
authority_days=3650

[[ $days =~ ^[0-9]+$ ]] && [ "$days" -ge 1 ] && [ "$days" -le "$authority_days" ] || {
  echo "make-certs: DAYS is 1 to $authority_days" >&2
  exit 64
}
mkdir -p "$folder"
work=$(mktemp -d "$folder/.new.XXXXXX")
trap 'rm -rf "$work"' EXIT
export COMMON_NAME IDENTITY=spiffe://hmo.internal/client/none USAGE=clientAuth

make_key() { openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1"; }

make_authority() {
  COMMON_NAME='hmo suite on this machine'
  make_key "$work/ca.key"
  openssl req -x509 -new -config "$here/openssl.cnf" -extensions authority -sha256 \
    -key "$work/ca.key" -days "$authority_days" -out "$work/ca.pem"
  install_pair ca
}

# make_leaf KIND NAME FILE USAGE
make_leaf() {
  COMMON_NAME=$2
  IDENTITY=spiffe://hmo.internal/$1/$2
  USAGE=$4
  make_key "$work/$3.key"
  openssl req -new -config "$here/openssl.cnf" -key "$work/$3.key" -out "$work/$3.csr"
  openssl x509 -req -in "$work/$3.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -sha256 \
    -set_serial "0x4$(openssl rand -hex 15)" -days "$days" \
    -extfile "$here/openssl.cnf" -extensions leaf -out "$work/$3.pem" 2> /dev/null
  openssl verify -CAfile "$folder/ca.pem" "$work/$3.pem" > /dev/null
  install_pair "$3"
}

# install_pair FILE: key and certificate are in place together, the key first
install_pair() {
  chmod 600 "$work/$1.key"
  chmod 644 "$work/$1.pem"
  mv "$work/$1.key" "$folder/$1.key"
  mv "$work/$1.pem" "$folder/$1.pem"
}

if [ ! -f "$folder/ca.key" ]; then
  if [ -f "$folder/ca.pem" ]; then
    echo "make-certs: $folder/ca.pem is there and ca.key is not: put the key back for as long as this" \
      'takes, or move ca.pem away to make another authority' >&2
    exit 1
  fi
  make_authority
fi
for service in eligibility network authorization payment gateway; do
  make_leaf service "$service" "$service" serverAuth,clientAuth
done
for program in hmo integrator; do
  make_leaf client "$program" "client-$program" clientAuth
done
echo "certificates for $days days in $folder"
