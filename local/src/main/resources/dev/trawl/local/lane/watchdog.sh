# Ends what workers have left when Trawl is gone. $1 is what stands in their environment; standard input is a pipe that
# ends with Trawl, and each line of it names all processes of workers, PID:START, START as in field 22 of /proc/PID/stat.
trap '' HUP INT QUIT TERM
known=
while IFS= read -r line; do
    known=$line
done

# PID, parent's PID and start of every process that is no zombie, a line each.
processes() {
    if [ -r /proc/self/stat ]; then
        for file in /proc/[0-9]*/stat; do
            { IFS= read -r stat <"$file"; } 2>/dev/null || continue
            pid=${stat%% *}
            # The name, in parentheses, may hold anything.
            # shellcheck disable=SC2086 # fields are separated by blanks
            set -- ${stat##*) }
            case $1 in Z | X) ;; *) echo "$pid $2 ${20}" ;; esac
        done
    else
        ps -A -o pid= -o ppid= | while read -r pid parent; do echo "$pid $parent 0"; done
    fi
}

victims() {
    marked=$(grep -lsF "$1" /proc/[0-9]*/environ 2>/dev/null | while IFS=/ read -r _ _ pid _; do echo "$pid"; done)
    processes | awk -v known="$known" -v marked="$marked" -v self="$$" '
        BEGIN {
            count = split(known, names, " ")
            for (n = 1; n <= count; n++) { split(names[n], name, ":"); start[name[1]] = name[2] }
            count = split(marked, pids, /[ \n]+/)
            for (n = 1; n <= count; n++) victim[pids[n]] = 1
        }
        {
            parent[$1] = $2
            # Elsewhere than on Linux nobody says when a process began.
            if (($1 in start) && ($3 == 0 || start[$1] == $3)) victim[$1] = 1
        }
        END {
            do {
                more = 0
                for (pid in parent) if (!(pid in victim) && (parent[pid] in victim)) { victim[pid] = 1; more = 1 }
            } while (more)
            for (pid in victim) if (pid in parent && pid > 1 && pid != self) print pid
            print "end"
        }'
}

# Before anything else, and with what a shell can do by itself: where no process can be begun any more, this is all that happens.
mark=$1
for name in $known; do
    { IFS= read -r stat <"/proc/${name%%:*}/stat"; } 2>/dev/null || continue
    # shellcheck disable=SC2086 # fields are separated by blanks
    set -- ${stat##*) }
    [ "${20}" = "${name#*:}" ] && kill -KILL "${name%%:*}" 2>/dev/null
done

quiet=0
rounds=0
while [ "$quiet" -lt 3 ] && [ "$rounds" -lt 600 ]; do
    found=$(victims "$mark")
    rounds=$((rounds + 1))
    case $found in
        *end) found=${found%end} ;;
        *)
            # Somebody in the pipeline broke: that nobody was found says nothing.
            quiet=0
            sleep 0.1 2>/dev/null
            continue
            ;;
    esac
    if [ -n "$found" ]; then
        quiet=0
        # shellcheck disable=SC2086 # several
        kill -KILL $found 2>/dev/null
        # Who begins others and leaves does so faster than anybody sleeps.
        [ "$rounds" -lt 200 ] && continue
    else
        quiet=$((quiet + 1))
    fi
    sleep 0.1 2>/dev/null || sleep 1
done
