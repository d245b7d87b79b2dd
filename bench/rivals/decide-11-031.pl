% Deliberation 11/031 in Prolog, one decision at a time on facts that stand as of the day: outcome, category, rule and stage.
% usage: swipl -O decide-11-031.pl -- CASES.pl ROUNDS
% The rule that spoke is the reason; which other conditions failed is not worked out.
:- initialization(main, main).
:- dynamic case/3.
:- multifile case/3.

% f(Belgian, Union, Known, HasStay, Ground, Quality, Register, Recognised, StayMonths, SponsorFits, Ris, SocialAid, SocialAidSoFar, RisMonths, Started, Handed)
decide(F, d(Outcome, Category, Rule, Stage)) :- aided(F), !, on_aid(F, Outcome, Category, Rule, Stage).
decide(_, d(pause, null, null, null)).

aided(f(_, _, _, _, _, _, _, _, _, _, Ris, Sa, _, _, _, _)) :- ( Ris == true -> true ; Sa == true ).

on_aid(F, Outcome, Category, Rule, Stage) :- category(F, Category), !, in_category(F, Outcome, Rule, Stage).
on_aid(_, outside, null, null, null).

category(f(Be, Eu, _, true, art40, Quality, _, _, _, _, _, _, _, _, _, _), 'eu-worker') :- ( Be == true -> true ; Eu == true ), work(Quality).
category(f(_, _, _, true, art40bis, _, _, _, _, true, _, _, _, _, _, _), family).

work(employee).
work(self_employed).
work(jobseeker).

in_category(F, withhold, belgian, source) :- arg(3, F, false), !.
in_category(F, exclude, belgian, source) :- arg(1, F, true), !.
in_category(F, exclude, 'permanent-register', source) :- arg(7, F, population), arg(9, F, Months), Months >= 36, !.
in_category(F, Outcome, Rule, Stage) :- arg(15, F, true), !, handed(F, none, Outcome, Rule, Stage).
in_category(F, Outcome, Rule, Stage) :- start(F, Start), !, handed(F, Start, Outcome, Rule, Stage).
in_category(F, wait, null, null) :- arg(11, F, true), arg(13, F, false), !.
in_category(_, withhold, null, null).

start(F, 'aid-before-recognition') :- arg(12, F, true), arg(8, F, false), !.
start(F, 'living-wage-after-aid') :- arg(11, F, true), arg(13, F, true), arg(8, F, true), !.
start(F, 'three-months-living-wage') :- arg(11, F, true), arg(13, F, false), arg(14, F, Months), Months >= 3.

handed(F, _, exclude, 'permanent-stay', hub) :- arg(9, F, Months), Months >= 36, !.
handed(_, Start, transmit, Start, null) :- Start \== none, !.
handed(F, _, transmit, continue, null) :- arg(16, F, true), !.
handed(_, _, transmit, resume, null).

differing(Number, Facts, Expected, Decision) :- case(Number, Facts, Expected), decide(Facts, Decision), Decision \== Expected.

main([File, RoundsText]) :-
    atom_number(RoundsText, Rounds),
    load_files(File, [silent(true)]),
    aggregate_all(count, case(_, _, _), Cases),
    (   differing(Number, Facts, Expected, Decision)
    ->  format(user_error, "case ~w ~w: expected ~w, decided ~w~n", [Number, Facts, Expected, Decision]), halt(1)
    ;   true ),
    statistics(cputime, Started),
    (   between(1, Rounds, _), case(_, Facts1, _), decide(Facts1, _), fail ; true ),
    statistics(cputime, Ended),
    Rate is Cases * Rounds / (Ended - Started),
    format("equal ~d, ~0f decisions a second~n", [Cases, Rate]).
