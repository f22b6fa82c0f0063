//! The engine's coefficients: name, default, range and meaning, in one list.

/// One coefficient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parameter {
    /// Key under `[parameters]`.
    pub id: &'static str,
    /// Value where the scenario says nothing.
    pub default: f64,
    /// Least valid value.
    pub low: f64,
    /// Greatest valid value.
    pub high: f64,
    /// What it does.
    pub meaning: &'static str,
}

impl Parameter {
    /// Whether it is a switch: 1 on, 0 off.
    pub fn is_switch(&self) -> bool {
        self.id.starts_with("with_")
    }
}

macro_rules! parameters {
    ($( #[doc = $doc:literal] $id:ident = $default:literal in $low:literal ..= $high:literal; )+) => {
        /// The engine's coefficients, as one history uses them.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Parameters {
            $( #[doc = $doc] pub $id: f64, )+
        }

        impl Parameters {
            /// Every coefficient, in the order of the fields.
            pub const SPEC: &'static [Parameter] = &[
                $( Parameter {
                    id: stringify!($id), default: $default, low: $low, high: $high, meaning: $doc,
                }, )+
            ];

            /// Reads the coefficients in the order of [`Parameters::SPEC`].
            ///
            /// # Panics
            /// If `read` is asked for an index beyond what it knows; it is asked for each index
            /// of `SPEC` once.
            pub fn read(mut read: impl FnMut(usize) -> f64) -> Self {
                let mut next = 0..;
                let mut take = || read(next.next().expect("endless"));
                Self { $( $id: take(), )+ }
            }
        }

        impl Default for Parameters {
            fn default() -> Self {
                Self::read(|k| Self::SPEC[k].default)
            }
        }
    };
}

parameters! {
    /// Switch: natural deaths.
    with_deaths = 1.0 in 0.0..=1.0;
    /// Switch: people fall ill, and are away for a time.
    with_illness = 1.0 in 0.0..=1.0;
    /// Switch: crises come.
    with_crises = 1.0 in 0.0..=1.0;
    /// Switch: the world moves by itself and under the line.
    with_world = 1.0 in 0.0..=1.0;
    /// Switch: lines move towards the organ's position.
    with_lines = 1.0 in 0.0..=1.0;
    /// Switch: standing follows performance.
    with_record = 1.0 in 0.0..=1.0;
    /// Switch: principals can take initiatives.
    with_initiatives = 1.0 in 0.0..=1.0;
    /// Switch: offices place clients.
    with_patronage = 1.0 in 0.0..=1.0;
    /// Switch: files can be collected and used.
    with_files = 1.0 in 0.0..=1.0;
    /// Switch: principals denounce each other's record.
    with_denunciation = 1.0 in 0.0..=1.0;
    /// Switch: principals champion lines and shift positions.
    with_platforms = 1.0 in 0.0..=1.0;
    /// Switch: principals court bases and colleagues.
    with_courtship = 1.0 in 0.0..=1.0;
    /// Switch: principals guard themselves and counter plots.
    with_guard = 1.0 in 0.0..=1.0;
    /// Switch: plots.
    with_plots = 1.0 in 0.0..=1.0;
    /// Switch: plots leak.
    with_leaks = 1.0 in 0.0..=1.0;
    /// Switch: open motions.
    with_motions = 1.0 in 0.0..=1.0;
    /// Switch: troops and police in showdowns.
    with_force = 1.0 in 0.0..=1.0;
    /// Switch: appeals to the higher organ.
    with_appeals = 1.0 in 0.0..=1.0;
    /// Switch: the norm of terror moves with what is done.
    with_terror_norm = 1.0 in 0.0..=1.0;
    /// Switch: the look-ahead of a recruit to the next round of the struggle.
    with_look_ahead = 1.0 in 0.0..=1.0;
    /// Switch: plots that take an office, or censure, and let their target keep his seat.
    with_lesser_aims = 1.0 in 0.0..=1.0;
    /// Switch: cadres reconsider whom they back.
    with_cadres = 1.0 in 0.0..=1.0;
    /// Switch: cadres retire and are replaced.
    with_turnover = 1.0 in 0.0..=1.0;
    /// Switch: organs bring in new members.
    with_co_option = 1.0 in 0.0..=1.0;

    /// Share of influence that relative standing makes up.
    standing_share = 0.25 in 0.0..=1.0;
    /// How sharply standing counts in influence: the power to which it is raised.
    standing_power = 1.5 in 0.5..=4.0;
    /// Influence above which a leader may be paramount.
    paramount_share = 0.30 in 0.05..=1.0;
    /// How many times the second's influence a paramount leader has.
    paramount_ratio = 1.6 in 1.0..=10.0;
    /// Months for which that must have held.
    paramount_months = 6.0 in 1.0..=60.0;

    /// Share of the way an issue's performance moves to its indicators a month.
    performance_pace = 0.15 in 0.0..=1.0;
    /// Share of performance forgotten a month.
    performance_fade = 0.02 in 0.0..=1.0;
    /// Standing gained a month by full credit for office.
    record_office = 0.04 in 0.0..=0.2;
    /// Standing gained a month by full vindication of where one stood.
    record_stance = 0.02 in 0.0..=0.2;
    /// Months in office after which a man answers for half of what comes of it.
    record_half = 12.0 in 0.001..=240.0;
    /// Trust that those who argued for a course which failed lose with those who had less part in it.
    answer_trust = 0.12 in 0.0..=1.0;
    /// Standing that they lose when a crisis comes that their course had made likelier.
    answer_standing = 0.04 in 0.0..=1.0;
    /// Share of the way back to where it started that standing moves a month.
    standing_reversion = 0.02 in 0.0..=1.0;
    /// Share of the way back to where it started that trust moves a month.
    trust_reversion = 0.02 in 0.0..=1.0;
    /// Share of temporary support of cadres lost a month.
    support_fade = 0.08 in 0.0..=1.0;
    /// Share of a grievance of cadres, which is support below nought, lost a month.
    grievance_fade = 0.02 in 0.0..=1.0;
    /// Share of alertness lost a month.
    alert_fade = 0.15 in 0.0..=1.0;
    /// Share of leverage by files lost a month.
    leverage_fade = 0.08 in 0.0..=1.0;
    /// Share of prominence won by championing lost a month.
    prominence_fade = 0.05 in 0.0..=1.0;

    /// Weight of influence, against an equal voice, where the line is drawn.
    line_influence = 0.7 in 0.0..=1.0;
    /// What following others' arguments weighs when a crisis is decided.
    persuasion = 0.5 in 0.0..=4.0;
    /// What agreement with one's positions weighs when a crisis is decided.
    agreement = 2.0 in 0.0..=10.0;
    /// What the fit of a daring option to one's resolve weighs.
    daring = 1.0 in 0.0..=10.0;
    /// Noise in deciding a crisis.
    decision_noise = 0.5 in 0.05..=5.0;

    /// Hostility to begin with.
    hostility_base = -0.10 in -1.0..=1.0;
    /// Hostility removed by full trust.
    hostility_trust = 0.55 in 0.0..=3.0;
    /// Hostility from full threat.
    hostility_threat = 0.92 in 0.0..=3.0;
    /// Hostility from standing at opposite poles of every issue.
    hostility_issues = 0.35 in 0.0..=3.0;
    /// Hostility from rivalry: ambition times his influence times mine.
    hostility_rivalry = 6.0 in 0.0..=20.0;
    /// Hostility to whoever stands above what collegiality allows.
    hostility_resentment = 0.9 in 0.0..=5.0;
    /// Resentment at which it counts half.
    resentment_half = 1.0 in 0.01..=20.0;
    /// Hostility removed by full standing.
    hostility_standing = 0.45 in 0.0..=3.0;
    /// Hostility removed by the pull of whoever places the cadres.
    hostility_patron = 0.18 in 0.0..=3.0;
    /// Hostility of the strong to a force that answers to another.
    hostility_kingmaker = 0.9 in 0.0..=10.0;
    /// Pressure under which a leader minds such a force half as much, for he needs it still.
    kingmaker_need = 0.08 in 0.001..=10.0;
    /// Hostility held back by fear of files and police.
    hostility_fear = 0.20 in 0.0..=3.0;
    /// Hostility removed by having stood together of late, or added by having stood opposed.
    hostility_memory = 0.25 in 0.0..=3.0;
    /// Threat of a man without troops.
    threat_unarmed = 0.15 in 0.0..=1.0;
    /// Threat of a man without dread.
    threat_undreaded = 0.23 in 0.0..=1.0;
    /// Threat where there is no terror.
    threat_without_terror = 0.35 in 0.0..=1.0;
    /// Threat at which it counts half.
    threat_half = 0.12 in 0.01..=1.0;

    /// Temperature of choice among kinds of action, for a man without cunning or files.
    choice_noise = 0.05 in 0.005..=2.0;
    /// Share of that temperature that full cunning removes.
    choice_cunning = 0.5 in 0.0..=0.95;
    /// Share of that temperature that files on everyone remove.
    choice_files = 0.3 in 0.0..=0.95;
    /// How much the reach of a man, his influence against the greatest, feeds his ambition.
    ambition_reach = 0.5 in 0.0..=1.0;
    /// How much a forecast change in influence is worth.
    value_influence = 60.0 in 0.0..=500.0;
    /// How much a forecast change in the chance of falling is worth, times the price of losing.
    value_safety = 16.0 in 0.0..=200.0;
    /// How much a movement of the line is worth.
    value_conviction = 6.0 in 0.0..=100.0;
    /// Months ahead that a gain in influence is counted, up to two years.
    horizon = 12.0 in 1.0..=120.0;
    /// What lying low is worth to anybody, in danger or not.
    lie_low_value = 0.05 in 0.0..=2.0;
    /// Share of hostility that a man who lay low escapes.
    lie_low_effect = 0.10 in 0.0..=1.0;

    /// Support won by courting a base.
    court_effect = 0.10 in 0.0..=2.0;
    /// Trust won from a colleague.
    win_over_effect = 0.12 in 0.0..=1.0;
    /// Prominence won by championing a line.
    champion_effect = 0.15 in 0.0..=1.0;
    /// What prominence on an issue adds to voice and responsibility.
    prominence_weight = 0.6 in 0.0..=5.0;
    /// Share of the way to his colleagues' position that a man moves when he shifts.
    shift_effect = 0.25 in 0.0..=1.0;
    /// Standing cost by a denunciation that tells, or the accuser's by one that does not.
    denounce_effect = 0.05 in 0.0..=1.0;
    /// What each further accuser of a month adds, against the one before.
    denounce_crowd = 0.5 in 0.0..=1.0;
    /// What influence beyond what collegiality allows adds to the fear of denouncing a man.
    denounce_reprisal = 5.0 in 0.0..=50.0;
    /// Files collected in a month with full information.
    files_effect = 0.08 in 0.0..=1.0;
    /// Leverage won by leaning with full files.
    lean_effect = 0.5 in 0.0..=1.0;
    /// Alertness won by guarding.
    guard_effect = 0.35 in 0.0..=1.0;

    /// What gains and losses of a strike are worth against those of ordinary business.
    plot_value = 1.5 in 0.0..=20.0;
    /// How much the gain from a strike grows with hostility to the target.
    plot_gain = 1.6 in 0.0..=10.0;
    /// Gain from a strike at which it counts half.
    plot_gain_half = 0.35 in 0.01..=5.0;
    /// Influence of a target at which the gain from his fall counts half.
    plot_prize_half = 0.12 in 0.001..=1.0;
    /// What is lost in a failed strike even without terror.
    plot_loss_floor = 0.25 in 0.0..=5.0;
    /// What full terror adds to that.
    plot_loss_terror = 0.8 in 0.0..=5.0;
    /// How much a bad mood makes striking a dreaded man cheaper.
    plot_mood = 0.3 in 0.0..=1.0;
    /// What a share in the spoils adds to the gain from a strike.
    plot_spoils = 0.3 in 0.0..=5.0;
    /// What moving openly costs, whatever comes of it.
    move_cost = 0.03 in 0.0..=2.0;
    /// What an office is worth to whoever moves that its holder be relieved, and may get it.
    move_prize = 0.8 in 0.0..=10.0;
    /// Stakes of an open motion against those of a strike.
    move_stakes = 0.7 in 0.0..=1.0;
    /// Share of a man's prominence on every issue that a censure takes.
    censure_silence = 0.5 in 0.0..=1.0;
    /// What a plot costs its leader to begin.
    plot_cost = 0.1 in 0.0..=2.0;
    /// How much resolve lowers the weight of a loss.
    plot_resolve = 0.6 in 0.0..=1.0;
    /// How much a recruit minds his leader as the next master.
    join_next_master = 0.5 in 0.0..=5.0;
    /// How much a recruit minds being outside the next ruling coalition.
    join_look_ahead = 0.5 in 0.0..=5.0;
    /// How much a recruit's fondness for the target holds him back.
    join_fondness = 0.4 in 0.0..=5.0;
    /// Noise in joining.
    join_noise = 0.08 in 0.005..=2.0;
    /// How far a man in danger of falling anyway discounts what a failure would cost him.
    plot_danger = 0.45 in 0.0..=1.0;
    /// Pressure under which that danger counts half.
    danger_half = 0.15 in 0.001..=10.0;
    /// Mean months a plot must ripen: each takes a time drawn evenly between 0 and twice that.
    plot_ripening = 2.0 in 0.0..=60.0;
    /// Months after which a plot is given up.
    plot_patience = 14.0 in 1.0..=240.0;
    /// Odds below which a ripe plot is hopeless.
    plot_hopeless = 0.08 in 0.0..=0.9;
    /// Odds at which a man of no resolve strikes.
    strike_odds = 0.80 in 0.0..=1.0;
    /// How much full resolve lowers those odds.
    strike_resolve = 0.30 in 0.0..=1.0;
    /// How much lower those odds are once the target is warned.
    strike_warned = 0.15 in 0.0..=1.0;
    /// How much full danger to the leader of a plot lowers those odds: strike or be struck.
    strike_danger = 0.24 in 0.0..=1.0;
    /// Chance a month that a plotter gives it away to a target who knows everything.
    leak_rate = 0.05 in 0.0..=1.0;
    /// Chance a month that a plotter gives it away to a target who knows nothing.
    leak_floor = 0.006 in 0.0..=1.0;
    /// Months of quiet after a showdown, for those who lost it.
    quiet_months = 12.0 in 0.0..=120.0;
    /// Months of weariness after a showdown, for everyone.
    weary_months = 4.0 in 0.0..=120.0;

    /// How sharply a member of an organ votes by hostility.
    vote_sharpness = 5.0 in 0.1..=50.0;
    /// What the mover's own unpopularity weighs in the vote.
    vote_mover = 0.5 in 0.0..=5.0;
    /// Hostility at which a member is undecided about a removal.
    vote_bias = 0.11 in -2.0..=2.0;
    /// How much lower that is for a censure, and for one office among many.
    vote_small_stakes = 0.06 in 0.0..=2.0;
    /// What liking the likely successor better than the man himself weighs in an open motion for his office.
    vote_successor = 0.5 in 0.0..=5.0;
    /// What an expected reversal on appeal weighs in the vote, either way.
    vote_reversal = 0.5 in 0.0..=5.0;
    /// What an office-holder's record weighs in a vote to relieve him of it.
    vote_record = 2.8 in 0.0..=5.0;
    /// What it weighs in the vote that events have refuted, or borne out, where its target stood.
    vote_refuted = 0.94 in 0.0..=5.0;
    /// What having joined beforehand weighs in the vote.
    vote_commitment = 0.6 in 0.0..=5.0;
    /// What troops at the gates weigh in the vote that follows.
    vote_troops = 0.4 in 0.0..=5.0;
    /// What a paramount mover weighs in the vote.
    vote_deference = 0.15 in 0.0..=5.0;
    /// What being leaned on weighs in the vote.
    vote_leverage = 0.5 in 0.0..=5.0;
    /// Standard deviation of the shock common to all voters.
    vote_shock = 0.7 in 0.0..=10.0;
    /// A member abstains when his luck lies this close to his chance of a yes.
    vote_abstain = 0.06 in 0.0..=0.5;
    /// How sharply force decides.
    force_sharpness = 5.0 in 0.1..=50.0;
    /// What alertness adds to the defender's force.
    force_alert = 0.1 in 0.0..=5.0;
    /// What friends who are not in the plot add of their own force.
    force_friends = 0.7 in 0.0..=1.0;
    /// Force that a defender has by being on guard at home.
    force_home = 0.05 in 0.0..=1.0;
    /// Force against a vote: how much stronger than the other side a man is who tries it in half of all cases.
    resist_margin = 0.2 in 0.0..=1.0;
    /// How sharply that decides.
    resist_sharpness = 20.0 in 0.1..=200.0;
    /// How sharply cadres with seats vote.
    plenum_sharpness = 2.2 in 0.1..=50.0;
    /// What the First Secretaryship, or whatever office places cadres, weighs there.
    plenum_patron = 0.5 in 0.0..=5.0;
    /// What standing weighs there.
    plenum_standing = 0.8 in 0.0..=5.0;
    /// What support won or lost among the cadres of a seat's own base weighs there.
    plenum_support = 0.9 in 0.0..=5.0;
    /// What the army's side weighs there.
    plenum_army = 0.6 in 0.0..=5.0;
    /// What it weighs there how united the organ below has been, by the square of its majority.
    plenum_unity = 1.3 in 0.0..=5.0;
    /// Standard deviation of the shock common to all its members.
    plenum_shock = 0.5 in 0.0..=10.0;
    /// How far it meets by whoever calls its members, not by whoever fetches or stops them.
    convene_calling = 0.6 in 0.0..=1.0;
    /// Grip on apparatus, army and police at which it meets in half of all cases.
    convene_half = 0.30 in 0.0..=1.0;
    /// How sharply that grip decides.
    convene_sharpness = 12.0 in 0.1..=100.0;

    /// What terror adds to the severity of a fate.
    fate_terror = 0.55 in 0.0..=3.0;
    /// What the loser's dread adds, times terror.
    fate_dread = 0.55 in 0.0..=3.0;
    /// What a clear margin adds.
    fate_margin = 0.12 in 0.0..=3.0;
    /// What the aim adds, from censure to arrest.
    fate_aim = 0.30 in 0.0..=3.0;
    /// Standard deviation of a fate's severity.
    fate_noise = 0.10 in 0.0..=2.0;
    /// Age from which losers are pensioned off, not sent away; nobody over ten years younger is.
    fate_pension = 65.0 in 40.0..=100.0;
    /// How far precedent goes to its full height when a higher organ has heard an appeal.
    precedent_heard = 1.0 in 0.0..=1.0;
    /// Standing a winner gains.
    win_standing = 0.06 in 0.0..=1.0;
    /// Standing a loser loses.
    loss_standing = 0.12 in 0.0..=1.0;
    /// Trust gained among those who won together.
    comrades = 0.15 in 0.0..=2.0;
    /// Trust lost between those who stood opposed.
    enmity = 0.30 in 0.0..=2.0;
    /// What one upheld by the higher organ holds against voters, against what he does movers.
    vote_remembered = 0.5 in 0.0..=1.0;
    /// Share of the way that terror moves to its floor a month.
    terror_pace = 0.03 in 0.0..=1.0;
    /// What the dread of whoever holds the police adds to that floor.
    terror_police = 0.5 in 0.0..=2.0;
    /// Share of the way that a fate pulls terror to its severity.
    terror_fate = 0.35 in 0.0..=1.0;
    /// Share of that pull that is lost when the loser was himself the terror.
    terror_relief = 0.8 in 0.0..=1.0;
    /// Share of the way to 1 that a showdown moves collegiality when a leader falls.
    collegiality_fall = 0.25 in 0.0..=1.0;
    /// Share of the way that collegiality moves a month to what the leader gets away with.
    collegiality_pace = 0.015 in 0.0..=1.0;

    /// Fear of a strong candidate when an office is filled; none speaks against a paramount one.
    fill_fear = 1.2 in -5.0..=5.0;
    /// Trust in a candidate when an office is filled.
    fill_trust = 0.8 in 0.0..=5.0;
    /// What having won together weighs when an office is filled.
    fill_allies = 0.4 in 0.0..=5.0;
    /// What coming from the base that an office heads weighs when it is filled.
    fill_home = 0.5 in 0.0..=5.0;
    /// What being backed by the cadres of the base weighs when its head is chosen.
    fill_following = 1.0 in 0.0..=5.0;
    /// What standing weighs when an office is filled.
    fill_standing = 0.8 in 0.0..=5.0;
    /// What a voter's own ambition adds to his own candidacy.
    fill_self = 0.5 in 0.0..=5.0;
    /// What holding another office takes away, times collegiality.
    fill_plurality = 0.8 in 0.0..=5.0;
    /// What sitting outside the organ takes away, times the weight of the office.
    fill_outsider = 0.8 in 0.0..=5.0;
    /// What the weight of the offices that he holds adds to a candidate for a seat in the organ.
    fill_claim = 0.8 in 0.0..=5.0;
    /// What having voted a candidate out of an office takes away, times its weight.
    fill_dismissed = 0.8 in 0.0..=5.0;
    /// What being paramount adds to a candidacy.
    fill_paramount = 0.9 in 0.0..=5.0;
    /// Temperature of that choice.
    fill_noise = 0.12 in 0.01..=2.0;

    /// Scale of a cadre's fixed taste for each principal.
    taste = 0.50 in 0.0..=5.0;
    /// What distance on the issues weighs with a cadre.
    cadre_issues = 0.35 in 0.0..=5.0;
    /// What standing weighs with a cadre.
    cadre_standing = 0.9 in 0.0..=5.0;
    /// What influence weighs with a cadre: the bandwagon.
    cadre_bandwagon = 3.5 in 0.0..=10.0;
    /// What fear of whoever holds the police weighs with a cadre.
    cadre_fear = 2.2 in 0.0..=5.0;
    /// What his patron weighs with a cadre.
    cadre_patron = 2.5 in 0.0..=5.0;
    /// How far his patron's pull rises and falls with the patron's standing among his colleagues.
    cadre_protection = 0.60 in 0.0..=1.0;
    /// What the head of his base weighs with a cadre.
    cadre_head = 0.8 in 0.0..=5.0;
    /// What staying with whom he backs weighs with a cadre.
    cadre_inertia = 0.30 in 0.0..=5.0;
    /// What popular appeal weighs with a cadre, times publicity and mood.
    cadre_appeal = 1.0 in 0.0..=5.0;
    /// Least months between two reconsiderations.
    cadre_least = 3.0 in 1.0..=60.0;
    /// Most months between two reconsiderations.
    cadre_most = 12.0 in 1.0..=120.0;
    /// How much of the strength of a cadre's support a lead of one unit gives.
    cadre_strength = 1.2 in 0.01..=20.0;
    /// Clients that a newcomer brings from the unattached of his base, as a share of its cadres.
    newcomer_clients = 0.10 in 0.0..=1.0;
    /// Clients of whoever leaves the top that pass to the colleague whom he trusted most, as a share of them.
    clients_inherited = 0.5 in 0.0..=1.0;
    /// Hazard of dying a month at sixty.
    death_at_sixty = 0.0014 in 0.0..=0.1;
    /// Growth of that hazard a year.
    death_growth = 0.085 in 0.0..=0.3;
    /// Months for which an illness keeps somebody away on average; 0 and nobody falls ill.
    illness_months = 4.0 in 0.0..=60.0;
}
