#compdef @program@
# Completion of @program@ for zsh. Made by: @program@ --generate complete-zsh

# Offers values of kind $1 from the archive for the last item of a comma-separated list. $2: "open" if a quotation mark
# is already open in the query, "query" to quote values with blanks.
_@program@_values() {
  local kind=$1 marks=$2 archive line value mark='\"' ignoring_case='m:{[:lower:][:upper:]}={[:upper:][:lower:]}'
  local -a arguments lines plain plain_shown marked marked_shown
  integer at=${words[(I)(--archive|-a)]}
  if (( at > 0 && at < CURRENT )); then
    archive=${(Q)words[at+1]}
  else
    archive=${(Q)${words[(R)--archive=*]}#--archive=}
  fi
  [[ -n $archive ]] && arguments=("--archive=${archive/#\~\//$HOME/}")
  compset -P '*,'
  lines=("${(@f)$(_call_program $kind ${(q)service} complete-value ${(q)arguments} -- $kind ${(qq)${(Q)PREFIX}} 2>/dev/null)}")
  [[ $compstate[quote] == \' ]] && mark='"'
  for line in $lines; do
    value=${line%%$'\t'*}
    if [[ $marks == open || ( $marks == query && $value == *[[:space:]]* ) ]]; then
      marked+=("$value")
      marked_shown+=("${line/$'\t'/  -- }")
    else
      plain+=("$value")
      plain_shown+=("${line/$'\t'/  -- }")
    fi
  done
  (( $#plain )) && compadd -M $ignoring_case -l -d plain_shown -a plain
  [[ $marks == query ]] && arguments=(-P $mark) || arguments=()
  (( $#marked )) && compadd -M $ignoring_case $arguments -S $mark -l -d marked_shown -a marked
}

# Completes the last word of a query: the value of a field, or a field name.
_@program@_query() {
@open_values@  compset -P '*[ (]'
  compset -P '-'
@field_values@  (( $#PREFIX >= 2 )) && compadd -S '' -- @fields@
}

@functions@_@program@() {
  local -a verbs
  local verb=@default@
  verbs=(
@verb_rows@  )
  case ${words[2]} in
    (@verbs@) (( CURRENT > 2 )) && { verb=${words[2]}; shift words; (( CURRENT-- )) } ;;
  esac
  if (( CURRENT == 2 )) && [[ ${words[1]} != $verb && ${words[2]} != -* ]]; then
    _describe -t verbs verb verbs
    [[ -n $verb ]] || return
  fi
  if [[ -n $verb ]]; then
    _@program@_verb_$verb
  else
    _@program@_verb
  fi
}

_@program@ "$@"
