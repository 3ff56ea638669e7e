# shellcheck shell=bash disable=SC2154
# An exchange between two Comuni, played by deploy/demo: Bergamo sends a case to Treviglio, which fetches and accepts it; Treviglio
# sends one to Bergamo, which refuses it. Sourced by deploy/demo, whose functions and variables it uses.

# agree CLIENT OTHER: what an administrator writes into clients.yaml, once
agree() {
  awk -v client="$1" -v other="$2" '
    /^  - name: / { mine = ($3 == client) }
    mine && /^    rights: \[submit\]$/ { print "    rights: [submit, exchange]"; print "    exchange: [" other "]"; next }
    { print }' "$here/clients.yaml" >"$here/clients.new"
  mv "$here/clients.new" "$here/clients.yaml"
}

# one_case SOURCE SEPARATOR COLUMN N: the Nth case of the first document of the source, alone
one_case() {
  local file
  file=$(documents_of "$1" | awk 'NR == 1')
  LC_ALL=C awk -F"$2" -v column="$3" -v wanted="$4" '
    NR == 1 { print; next }
    $column != "" && $column != last { last = $column; count++ }
    count == wanted && $column == last { print }
    count > wanted { exit }' "$file" >"$here/one-case.csv"
}

# send_case FROM TO SEPARATOR COLUMN: prints the id of the exchange; the first cases of a document may be faulty ones
send_case() {
  local from=$1 to=$2 n status
  for n in $(seq 1 30); do
    one_case "$from" "$3" "$4" "$n"
    status=$(as "$from" -X POST --data-binary "@$here/one-case.csv" -H 'Content-Type: text/csv' -o "$here/exchange.json" \
      -H "Raccordo-Contact: Servizio sociale di $from" -w '%{http_code}' \
      "$url/v1/exchanges?to=$to&source=$from&purpose=transfer&legal_basis=L.%20328%2F2000&expires=$(date -d '+30 days' +%F)")
    case $status in
      201) jq -r .id "$here/exchange.json"; return ;;
      422) ;;
      *) cat "$here/exchange.json" >&2; fail "an exchange from $from to $to was answered $status" ;;
    esac
  done
  fail "no case of $from could be sent"
}

# states WHO ID: the states as this party sees them
states() {
  as "$1" --fail "$url/v1/exchanges/$2" |
    jq -r '"  \(.from) -> \(.to): " + ([.states[] | .state] | join(", ")) + (if .reason then ", because: \(.reason)" else "" end)'
}

# order WHO ID ACT JSON
order() {
  as "$1" --fail-with-body -X POST -H 'Content-Type: application/json' -d "$4" -o "$here/exchange.json" "$url/v1/exchanges/$2/$3" ||
    { cat "$here/exchange.json" >&2; fail "$1 could not $3"; }
}

play_exchange() {
  local id status
  id=$(send_case bergamo treviglio ';' 1)
  echo "Bergamo sends one case; in the box of Treviglio there is $(as treviglio --fail "$url/v1/exchanges?box=in" | jq .unread.all) unread"
  states bergamo "$id"
  as treviglio --fail "$url/v1/exchanges/$id/document?codes=own&as=treviglio" >"$here/exchanged-case.json"
  as treviglio --fail -H 'Accept: application/hl7-v3+xml' -o "$here/exchanged-case.xml" "$url/v1/exchanges/$id/document"
  echo "Treviglio fetches it in its own codes; without one are $(jq '.untranslated | length' "$here/exchanged-case.json") of them"
  states bergamo "$id"
  status=$(as asst -o /dev/null -w '%{http_code}' "$url/v1/exchanges/$id")
  echo "ASST, which has no agreement, is answered $status"
  order treviglio "$id" accept '{}'
  echo "Treviglio takes the case over"
  states bergamo "$id"
  id=$(send_case treviglio bergamo , 2)
  order bergamo "$id" refuse '{"reason":"The person still lives in Treviglio"}'
  echo "Treviglio sends one, and Bergamo refuses it"
  states treviglio "$id"
}
