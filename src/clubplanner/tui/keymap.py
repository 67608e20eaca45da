"""The table of actions: per place, one line ``name | keys | footer word | help``.

Keys are Textual's names, the first one is shown; a line without a footer word is left
out of the footer. ``actions`` reads this table.
"""

KEYMAP = {
    "library": """
        filter | slash | filter | Search by words or fields: bpm:~124 key:~8A -word.
        choose | enter | add | Add the track, or the marked ones, after the set cursor.
        append | a | append | Add the track, or the marked ones, at the set's end.
        sort | s | sort | Choose columns to sort by, as many as you like.
        columns | o | | Choose the columns, and their order.
        views | v | | Show duplicates, or the tracks that lack a value.
        fit | f | fit | Sort by how well tracks follow the slot under the set's cursor.
        details | i | details | Show or hide where every value of the track is from.
        shelve | h | | Put the track, or the marked ones, on the night's shelf.
        edit_words | e | edit | Write your own words: BPM, key, energy, stars, note.
        tap | t | | Tap the tempo of the track, or of the marked ones.
        half | less_than_sign | | Halve the BPM of the track, or of the marked ones.
        double | greater_than_sign | | Double the BPM, likewise.
        energy | E | | Give energy to the track, or to the marked ones.
        stars | asterisk | | Give stars, likewise.
        cue | T | | Say which of the theme's cues the track is, likewise.
        unmark | M | | Take all marks off.
        rescan | r | scan | Read the music folders again, or the first one.
        add_folder | F | | Read one more music folder.
        leave | escape | | Leave the filter, then clear it.
    """,
    "set": """
        choose | enter m | mix | Explain the transition out of this slot.
        move_up | K shift+up | up | Move the slot up, with what is pinned after it.
        move_down | J shift+down | down | Move the slot down, likewise.
        swap | s | | Swap the two marked slots, or the marked one with this one.
        remove | d delete | remove | Take the slot, or the marked ones, out of the set.
        pin | p | pin | Pin the slot: at a time, end-by, first, last, after, played.
        suggest | a | what next | Show the best tracks to come after this slot, beside.
        build | b | build | Build the night anew around what is pinned or locked.
        rebuild | A | | Put other tracks in place of the marked stretch; all else stays.
        lock | z | | Lock the marked slots, or this one: a build leaves them. Or unlock.
        shelf | H | | Show the shelf: tracks that may yet come in, to put one in.
        shelve | h | | Move the marked slots, or this one, from the set to the shelf.
        copy_slots | y | | Copy the marked slots, or this one.
        cut_slots | D | | Cut the marked slots, or this one, out to paste them.
        paste_slots | v | | Paste what was copied or cut after this slot.
        offer | B | | Build up to three plans that differ; take one, or parts of them.
        replan | t | late | Running late or early: plan the rest anew from this slot.
        fill | f | fill | Fill gaps and the time left; what stands stays.
        replace | r | replace | Show the best tracks in place of this one, likewise.
        length | l | length | Set how long the slot, or the marked ones, play.
        overlap | o | overlap | Set the beats it, or marked ones, sound with the next.
        gap | n | gap | Keep some minutes free after this slot.
        note | e | note | Write a note to the slot, or the marked ones.
        unpin | L | | Take the pin off the slot; of several, ask which.
        shorter | minus | | Overlap 16 beats less, likewise.
        longer | plus equals_sign | | Overlap 16 beats more, likewise.
        points | i | | Set the mix-in and out point.
        cut | X | | Cut out of the slot, or marked ones, instead of mixing, or mix.
        leave | escape | | Take all marks off, or close what could come next.
    """,
    "what_next": """
        choose | enter | take | Take the track, or the ladder or cut, under the cursor.
        up | up | | One row up.
        down | down | | One row down.
        page_up | pageup | | One page up.
        page_down | pagedown | | One page down.
        slots | tab shift+tab | slots | Go to the slots; the list follows the cursor.
        leave | escape | close | Clear the words; without any, close the list.
    """,
    "mix": """
        choose | enter | take | Replace the incoming track by the chosen alternative.
        suggest | a | alternatives | Look for others in place of the incoming track.
        previous | left_square_bracket left | previous | Show the transition before.
        next | right_square_bracket right | next | Show the transition after.
        shorter | minus | shorter | Overlap 16 beats less.
        longer | plus equals_sign | longer | Overlap 16 beats more.
        overlap | o | overlap | Set the overlap in beats.
        points_out | t | out point | Set the points of the outgoing track.
        points_in | i | in point | Set the points of the incoming track.
        cut | X | cut | Cut instead of mixing, or mix again.
        note | e | note | Write a note to the incoming slot.
        leave | escape | | Go back to the set.
    """,
    "past": """
        choose | enter | open | Open the plan of this night.
        memory | w | memory | Show what the room has heard, in tables and pictures.
        compare | d | compare | Compare two marked nights, or this one with the last.
        rate | r | rate | Give stars and a note to the night, a play or a mix.
        match | m | match | Correct which slot or track a play was.
        repeats | i | what repeats | Show what repeats over the nights, or the night.
    """,
    "memory": """
        previous | left_square_bracket p | page before | Show the page before.
        next | right_square_bracket n | next page | Show the next page.
        weeks | w | weeks | Say how many weeks count as recent.
        venue | v | venue | Look at the next venue, or at all together.
        leave | escape | back | Go back to the past nights.
    """,
    "compare": """
        plans | p | plans | Compare the plans, or what was played.
        leave | escape | back | Go back to the past nights.
    """,
    "gig": """
        started | n | started | The next track has started: it goes into the log.
        back | b | back | Take the last mark out of the log again.
        skip | s | skip | Leave the next track out.
        late | t | plan anew | Late or early: plan the rest anew, shown before taken.
        choose | enter | take | Take the new plan, or put the chosen track next.
        other | o | other | Another track has started: say which.
        lift | l | lift | The floor needs lift: tracks with more energy that fit.
        tired | d | tired | The floor is tired: tracks with less energy that fit.
        sing | v | sing | The floor wants to sing: songs it knows that fit.
        leave | escape | | Put the list or the new plan away.
    """,
    "theme": """
        choose | enter a | add | Add the cue to the set, after its cursor.
        pin | p | pin | Add the cue to the set, if it is not there, and pin it.
        accept | y | yes | Say that the matched track is this cue.
        refuse | n | no | Say that the matched track is not this cue.
        assign | t | assign | Choose which of your tracks is this cue.
        missing | f | missing | Show only the cues without a track, or all.
    """,
    "problems": """
        choose | enter | go there | Go to where the problem is.
        mend | m | mend | Make the mend of the finding; of several, ask which.
        leave | escape | back | Go back.
    """,
    "list": """
        up | up k | | One row up.
        down | down j | | One row down.
        page_up | pageup | | One page up.
        page_down | pagedown | | One page down.
        first | home g | | To the first row.
        last | end G | | To the last row.
        mark | space | mark | Mark or unmark the row and go on.
        copy | c | | Copy the row as text to the clipboard.
    """,
    "everywhere": """
        undo | u | undo | Take back the last edit of the night, words or answer.
        redo | ctrl+r U | | Do again what was taken back.
        save | ctrl+s | save | Save the night to its file.
        export | x | export | Write the night for other programs, or as a list.
        show_library | 1 | | Show the library.
        show_set | 2 | | Show the set: the night on the clock.
        show_mix | 3 | | Show one transition in full.
        show_past | 4 | | Show past nights.
        show_theme | 5 | | Show the theme's cues.
        show_gig | 6 | | Show the gig: the night going on.
        problems | exclamation_mark | | List everything that needs attention.
        nights | N | nights | Open another night, or make a new one.
        command_palette | colon ctrl+p | commands | Find any command by typing.
        help | question_mark | help | Explain the keys of this screen.
        colours | f2 | | Change the colours: dark, light, contrast, the terminal's.
        focus_next | tab | | Go to the text below the list, to scroll it, and back.
        stop | escape | | Stop the work in the background.
        quit | q ctrl+q | quit | Leave, asking first about unsaved edits.
        interrupt | ctrl+c | | Copy what is selected; twice leaves the app.
    """,
    "plans": """
        previous | left | | Plans side by side: pick the one to the left, all of it.
        next | right | | Plans side by side: pick the one to the right, all of it.
        now | 0 | | Plans side by side: leave this part of the night as it is.
        one | 1 | | Plans side by side: pick this part from plan 1, and go on.
        two | 2 | | Plans side by side: pick this part from plan 2, and go on.
        three | 3 | | Plans side by side: pick this part from plan 3, and go on.
    """,
    "shelf": """
        take_off | d delete | off | On the shelf: take the track off it.
    """,
    "order": """
        reset | d delete | anew | In the choice of columns: go back to the first ones.
    """,
    "find_track": """
        up | up | | In finding a track: one row up.
        down | down | | In finding a track: one row down.
        page_up | pageup | | In finding a track: one page up.
        page_down | pagedown | | In finding a track: one page down.
    """,
    "filter": """
        submit | enter | to the list | In the filter: go to the list.
        complete | tab | complete | In the filter: go on as the completion chosen says.
        later | down | next one | In the filter: choose the next completion.
        earlier | up | one before | In the filter: choose the completion before.
    """,
    "tapping": """
        beat | space t | tap | In tap tempo: tap on the beat.
    """,
    "dialog": """
        confirm | enter ctrl+s | confirm | Do what the first button says.
        leave | escape | close | Close without changing anything.
    """,
}
