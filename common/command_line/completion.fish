# Completion of @program@ for fish. Made by: @program@ --generate complete-fish

# Values of kind $argv[1] from the archive for the text $argv[2].
function @f@_values
    set -l archive (commandline -op | string match -r -g -- '^--archive=(.+)$')
    set -l words (commandline -op)
    for i in (seq (count $words))
        contains -- $words[$i] -a --archive; and set archive $words[(math $i + 1)]
    end
    test -n "$archive[1]"; and set archive --archive=$archive[1]
    @program@ complete-value $archive -- $argv[1] $argv[2] 2>/dev/null
end

# The same for the last item of a comma-separated list, with the items before it.
function @f@_list
    set -l before (commandline -ct | string replace -r '^--[a-z-]+=' '' | string match -r '^.*,')
    set -l last (commandline -ct | string replace -r '^--[a-z-]+=' '' | string replace -r '^.*,' '')
    if test $argv[1] = words
        printf '%s\n' "$before"$argv[2..]
    else
        for value in (@f@_values $argv[1] "$last")
            printf '%s\n' "$before$value"
        end
    end
end

# The last word of a query: the value of a field, or a field name.
function @f@_query
    set -l field (commandline -ct | string match -r '^-?[a-z_]+:')
    set -l text (commandline -ct | string replace -r '^-?[a-z_]+:' '')
    set -l before (string match -r '^.*,' -- "$text")
    switch "$field"
@field_cases@        case ''
            test (string length -- "$text") -ge 2; and printf '%s\n' @fields@
    end
end

complete -c @program@ -f
@rows@
