# Completion of @program@ for bash. Made by: @program@ --generate complete-bash
#
# The script handles words in three forms: raw, as typed, with shell quoting; plain, as the program receives them; and
# the part of the raw word that readline replaces, which begins after an open quotation mark or after the last = or : if
# these are in COMP_WORDBREAKS.

# Rejoins words that COMP_WORDBREAKS split; sets words and cword.
@f@__join() {
  local rest=$COMP_LINE i word blank
  words=() cword=0
  for ((i = 0; i < ${#COMP_WORDS[@]}; ++i)); do
    word=${COMP_WORDS[i]}
    blank=${rest%%[![:space:]]*}
    rest=${rest#"$blank"}
    rest=${rest#"$word"}
    if [[ $i -gt 0 && -z $blank && ( $word == [=:]* || ${COMP_WORDS[i-1]} == *[=:] ) ]]; then
      words[${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    ((i == COMP_CWORD)) && cword=$((${#words[@]} - 1))
  done
}

# Parses $1, a word as typed; sets plain, the raw offset of each plain character (places), the open quotation mark
# (mark), and the start of the part that readline replaces (start).
@f@__read() {
  local text=$1 i c
  plain= places=() mark= start=0
  for ((i = 0; i < ${#text}; ++i)); do
    c=${text:i:1}
    if [[ -n $mark && $c == "$mark" ]]; then
      mark=
      continue
    elif [[ -z $mark && ( $c == \' || $c == \" ) ]]; then
      mark=$c mark_at=$i
      continue
    elif [[ $c == \\ && $mark != \' ]]; then
      ((++i < ${#text})) || break
      c=${text:i:1}
    elif [[ -z $mark && $c == [=:] && $COMP_WORDBREAKS == *"$c"* ]]; then
      start=$((i + 1))
    fi
    places[${#plain}]=$i
    plain+=$c
  done
  [[ -z $mark ]] || start=$((mark_at + 1))
}

# Offers $2 as replacement of the plain characters from offset $1.
@f@__offer() {
  local from=${places[$1]-${#raw}} value=$2 quoted= i c
  # The backslash belongs to the escaped character.
  [[ -z $mark && $from -gt 0 && $1 -lt ${#plain} && ${raw:from-1:1} == \\ ]] && ((--from))
  case $mark in
    \') quoted=${value//\'/\'\\\'\'} ;;
    *)
      for ((i = 0; i < ${#value}; ++i)); do
        c=${value:i:1}
        if [[ $mark == \" ]]; then
          [[ $c == [\\\"\$\`] ]] && c=\\$c
        else
          [[ $c == [\]\[\ \!\"\#\$\&\'\(\)\*\;\<\>\?\\\^\`\{\|\}\~] ]] && c=\\$c
        fi
        quoted+=$c
      done
      ;;
  esac
  c=${raw:0:from}$quoted
  COMPREPLY+=("${c:start}")
}

# Offers the words $2... that begin with the plain text from offset $1.
@f@__offer_words() {
  local from=$1 word
  shift
  for word; do
    [[ $word == "${plain:from}"* ]] && @f@__offer "$from" "$word"
  done
}

# Offers values of kind $2 from the archive for the plain text from offset $1. $3: the quotation mark if one is already
# open in the query, or "query" to quote values with blanks.
@f@__offer_values() {
  local from=$1 kind=$2 marks=$3 program=${words[0]/#\~\//$HOME/} line
  local arguments=(complete-value)
  [[ -n $archive ]] && arguments+=("--archive=$archive")
  while IFS= read -r line; do
    line=${line%%$'\t'*}
    if [[ $marks == query && $line == *[[:space:]]* ]]; then
      line=\"$line\"
    elif [[ $marks == \" ]]; then
      line+=\"
    fi
    @f@__offer "$from" "$line"
  done < <("$program" "${arguments[@]}" -- "$kind" "${plain:from}" 2>/dev/null)
}

# Offers files ($2: f) or folders (d) for the plain text from offset $1. Readline quotes them.
@f@__offer_files() {
  local name text=${plain:$1} from=${places[$1]-${#raw}}
  compopt -o filenames 2>/dev/null
  while IFS= read -r name; do
    name=${raw:0:from}$name
    COMPREPLY+=("${name:start}")
  done < <(compgen -"$2" -- "${text/#\~\//$HOME/}")
}

# Completes the plain text from offset $1 by kind $2; $3 is the word list.
@f@__complete() {
  local from=$1 kind=$2 words_of=$3 head
  case $kind in
    words|tickers|companies|sources)
      head=${plain:from}
      head=${head%"${head##*,}"}
      ((from += ${#head}))
      ;;
  esac
  case $kind in
    file) @f@__offer_files "$from" f ;;
    folder) @f@__offer_files "$from" d ;;
    word|words) @f@__offer_words "$from" $words_of ;;
    tickers|companies|sources) @f@__offer_values "$from" "$kind" ;;
    query) @f@__complete_query ;;
  esac
}

# Completes the last word of a query: the value of a field, or a field name.
@f@__complete_query() {
  local head field text open= from kind= words_of=
  local form='^(.*[[:space:](]|)(-?)([a-z]+):("?)([^"]*)$'
  if [[ $plain =~ $form && ( -n ${BASH_REMATCH[4]} || ${BASH_REMATCH[5]} != *[[:space:]]* ) ]]; then
    head=${BASH_REMATCH[1]}${BASH_REMATCH[2]} field=${BASH_REMATCH[3]} open=${BASH_REMATCH[4]} text=${BASH_REMATCH[5]}
    @f@__field "$field"
    from=$((${#head} + ${#field} + 1 + ${#open}))
    case $kind in
      tickers|companies|sources)
        head=${text%"${text##*,}"}
        @f@__offer_values $((from + ${#head})) "$kind" "${open:-query}"
        ;;
      word) @f@__offer_words "$from" $words_of ;;
    esac
    return
  fi
  head=${plain##*[[:space:](]}
  head=${head#-}
  [[ ${#head} -ge 2 ]] || return
  local others=${#COMPREPLY[@]}
  @f@__offer_words $((${#plain} - ${#head})) @fields@
  ((${#COMPREPLY[@]} > others)) && compopt -o nospace 2>/dev/null
}

# Sets kind and words_of for the value of option $2 of verb $1. Fails for a switch.
@f@__value() {
  kind= words_of=
  case "$1 $2" in
@values@  esac
  [[ -n $kind ]]
}

# Sets kind and words_of for query field $1.
@f@__field() {
  kind= words_of=
  case $1 in
@field_values@  esac
}

# Prints the options of verb $1.
@f@__options() {
  case $1 in
@options@  esac
}

# Sets kind for the operands of verb $1.
@f@__operand() {
  kind=nothing words_of=
  case $1 in
@operands@  esac
}

@f@() {
  local words cword raw plain places mark mark_at start verb= archive= kind words_of i option= ended=
  COMPREPLY=()
  @f@__join
  case ${words[1]} in
    @verbs@) ((cword > 1)) && verb=${words[1]} ;;
  esac
  [[ -n $verb ]] && i=2 || i=1
  local named=$verb
  verb=${verb:-@default@}
  for ((; i < cword; ++i)); do
    if [[ -n $option ]]; then
      [[ $option == --archive || $option == -a ]] && raw=${words[i]} && @f@__read "$raw" && archive=${plain/#\~\//$HOME/}
      option=
    elif [[ -z $ended && ${words[i]} == -- ]]; then
      ended=1
    elif [[ -z $ended && ${words[i]} == --archive=* ]]; then
      @f@__read "${words[i]#*=}" && archive=${plain/#\~\//$HOME/}
    elif [[ -z $ended && ${words[i]} == -* ]] && @f@__value "$verb" "${words[i]}"; then
      option=${words[i]}
    fi
  done
  raw=${words[cword]}
  @f@__read "$raw"
  if [[ -n $option ]]; then
    @f@__value "$verb" "$option"
    @f@__complete 0 "$kind" "$words_of"
  elif [[ -z $ended && $plain == --*=* ]]; then
    option=${plain%%=*}
    @f@__value "$verb" "$option" && @f@__complete $((${#option} + 1)) "$kind" "$words_of"
  elif [[ -z $ended && $plain == -* && $plain != *[[:space:]]* ]]; then
    @f@__offer_words 0 $(@f@__options "$verb")
  else
    ((cword == 1)) && @f@__offer_words 0 @verb_words@
    if [[ -n $verb ]]; then
      @f@__operand "$verb"
      @f@__complete 0 "$kind" "$words_of"
    fi
  fi
}

complete -F @f@ @program@
