#!/usr/bin/env bash
# A whole sale by the interface alone: a lead arrives, a rule gives it to a seller, it is called, becomes a deal, moves along the
# board, is quoted, accepted by its customer on the page behind the secret link, stands among their purchases, and counts for the
# seller's target. Needs bash, curl, grep, sed and date.
#
#   KITH=http://127.0.0.1:8080 KEY=kith_… examples/whole_sale.sh [address the seller signs in with]
#
# The key's role has to be an administrator's, because the first two steps set up what an administrator sets up once.
set -euo pipefail
: "${KITH:?the address of Kith, such as http://127.0.0.1:8080}" "${KEY:?an API key, made in the settings}"
API="$KITH/api/v1"
SELLER=${1:-}
MARK=$(date +%s)-$$

# One request with the key; what is refused ends the script with the reason Kith gives.
kith() { # METHOD PATH [JSON]
  local answer
  answer=$(curl --silent --show-error --fail-with-body --request "$1" --header "Authorization: Bearer $KEY" \
    ${3:+--header "Content-Type: application/json" --data "$3"} "$API$2") || { echo "$1 $2: $answer" >&2; return 1; }
  printf '%s' "$answer"
}
# The same as the customer does it: without any key.
customer() { local KEY=; kith "$@"; }
# The values of a member in the JSON that is read, and the first of them: enough where the shape is known; use jq where there is one.
members() { grep -o "\"$1\":\"[^\"]*\"" | sed "s/^\"$1\":\"\(.*\)\"$/\1/"; }
member() { members "$1" | sed -n 1p; }
step() { printf '%-36s %s\n' "$1" "$2"; }

# Once: whose leads go to whom, what is sold, and what the seller should reach this quarter.
users=$(kith GET /users | sed 's/},{/}\n{/g')
seller=$(printf '%s\n' "$users" | { if [ -n "$SELLER" ]; then grep -F "\"email\":\"$SELLER\""; else cat; fi; } | member id)
rule=$(kith POST /assignment_rules '{"name": "From the website '"$MARK"'", "position": -1, "method": "round_robin",
  "filter": "{\"field\": \"name\", \"op\": \"contains\", \"value\": \"'"$MARK"'\"}"}' | member id)
kith POST /assignment_seats '{"rule": "'"$rule"'", "user": "'"$seller"'"}' >/dev/null
target=$(kith POST /targets '{"scope": "user", "user": "'"$seller"'", "period": "quarter", "starts_on": "'"$(date -u +%F)"'",
  "amount": {"amount": "1000", "currency": "EUR"}, "name": "Whole sale '"$MARK"'"}' | member id)
saw=$(kith POST /products '{"name": "Saw '"$MARK"'", "price": {"amount": "450", "currency": "EUR"}, "tax_rate": "22"}' | member id)

# 1. A lead arrives, as a form on a website would send it. The rule says whose it is.
arrival=$(kith POST /leads/arrivals '{"name": "Vida Kos", "email": "vida-'"$MARK"'@kos.example", "company": "Kos '"$MARK"'",
  "subject": "Three saws '"$MARK"'", "message": "We need three saws before spring.", "source": "web"}')
lead=$(member lead <<<"$arrival") person=$(member person <<<"$arrival")
[ "$(member rule <<<"$arrival")" = "$rule" ] && [ "$(member owner <<<"$arrival")" = "$seller" ]
step "The lead arrived and was assigned" "$lead"

# 2. The seller calls: the lead is answered, and how long that took is known.
kith POST /calls '{"subject": "Three saws", "lead": "'"$lead"'", "person": "'"$person"'", "direction": "out", "result": "reached",
  "duration": 240, "happened_at": "'"$(date -u +%FT%TZ)"'", "body": "Wants an offer.", "owner": "'"$seller"'"}' >/dev/null
step "It was called, state" "$(kith GET "/leads/$lead" | member state)"

# 3. It becomes a deal, in one act that can be taken back.
deal=$(kith POST "/leads/$lead/conversion" '{}' | sed 's/.*"deal":{//' | member id)
step "It became the deal" "$deal"

# 4. The deal moves along the board, stage by stage; what a stage needs to be left is written on the way.
kith POST /deal_lines '{"deal": "'"$deal"'", "product": "'"$saw"'", "quantity": "3"}' >/dev/null
pipeline=$(kith GET "/deals/$deal" | sed 's/.*"pipeline":{//' | member id)
for stage in $(kith POST /stages/query '{"filter": {"field": "pipeline", "op": "is", "value": "'"$pipeline"'"}, "sort": "position", "fields": ["name"]}' \
  | grep -o '"object":"stage","id":"[^"]*"' | members id | sed -n '2,3p'); do
  kith PATCH "/deals/$deal" '{"stage": "'"$stage"'", "next_step": "Send the quote"}' >/dev/null
done
step "It stands in the stage" "$(kith GET "/deals/$deal" | sed 's/.*"stage":{//' | member title)"

# 5. A quote is made of it and sent: the answer holds the secret link, which is shown this once.
quote=$(kith POST "/deals/$deal/quotes" '{}' | member id)
path=$(kith PUT "/quotes/$quote/sending" | member path)
step "The quote was sent as" "$KITH$path"

# 6. The customer looks at it and accepts, signed in nowhere.
public="/public/quotes/${path#/q/}"
step "The customer sees" "$(customer GET "$public" | member number)"
customer PUT "$public/decision" '{"accepted": true, "name": "Vida Kos"}' >/dev/null

# 7. The deal is won, the purchase stands on the customer's timeline, and the target is attained.
outcome=$(kith GET "/deals/$deal" | member outcome)
purchase=$(kith GET "/quotes/$quote" | sed 's/.*"purchase":{//' | member id)
step "The deal is" "$outcome"
kith GET "/people/$person/timeline" | grep -q "$purchase"
step "On the customer's timeline" "$purchase"
attained=$(kith GET '/targets/attainment?by=user' | sed 's/{"id":/\n&/g' | grep -F "\"$target\"" | grep -o '"attained_share":[0-9.]*' | cut -d: -f2)
step "Of the seller's target is reached" "$attained"
