#!/bin/bash
set -euo pipefail; A=(1 "$2" '3'); B+=x C[1]=y
f() { [[ $x =~ ^(a|b)$ && ! -f c ]] && echo "${A[0]:-$(date +%s)}" || return 1; }
function g { local -a z=(p q); ((i++)); for ((i = 0; i < 3; i++)); do :; done; }
case "$1" in a | b*) for i in {1..3}; do cat <<-E >f 2>&1; done ;; (c) until d; do e; done ;& *) ;; esac
	body $x `ls \`pwd\`` ${y%%.*} $((1 + (2)))
	E
if a; then b; elif ! c | d |& e; then f; else (g) & fi <in >>out &>both
sudo bash -euo pipefail -c 'while read -r l; do echo "$l"; done < <(ls)' $'\x41\n' ~/x @(a|b)* ${{ z }}
cat <<'A' <<B <<<here
$a
A
$b
B
