//! How a play opens: the state as the scenario gives it.

use super::ages::Ages;
use super::cadres::Cadres;
use super::crises::Season;
use super::pairs::{Grid, Pairs};
use super::roll::Roll;
use super::scene::Ground;
use super::state::{
    BaseState, CrisisState, Forced, IssueState, Leader, NormState, OfficeState, Play, Status, Tapes,
};
use super::succession::Electorate;
use super::{Detail, Figure, Log, Measures, Tenure};
use crate::chance::{Chance, Key, Luck, Purpose, Register, Stream, Tape, exponential};
use crate::polity::{
    Crisis, Num, Office, OfficeIx, Parameters, Polity, Principal, Role, Sitting, Values, Who,
};

impl<'a> Play<'a> {
    /// The state at the start of the first round.
    pub fn open(polity: &'a Polity, values: &Values, luck: Luck, detail: Detail) -> Self {
        let values = values.clone();
        let mut register = Register::default();
        let chance = Chance::new(luck);
        let n = polity.principals.len();
        let room = n + 8;
        let active =
            (0..n).filter(|&who| polity.principals[who].bench.is_none()).collect::<Vec<Who>>();
        let leaders: Vec<Leader> = (polity.principals.iter())
            .map(|p| leader(polity, p, register.enter("principal", &p.id), &chance))
            .collect();
        let tapes = leaders.iter().map(|leader| Tapes::of(leader.key)).collect();
        let bases =
            polity.bases.iter().map(|b| base(register.enter("base", &b.id), room)).collect();
        let offices =
            polity.offices.iter().map(|o| office(register.enter("office", &o.id), o)).collect();
        let issues = (polity.issues.iter())
            .map(|i| issue(register.enter("issue", &i.id), values[i.line]))
            .collect();
        let indicator_tapes = (polity.indicators.iter())
            .map(|indicator| {
                let key = register.enter("indicator", &indicator.id);
                Tape::new(Stream::new(Purpose::Indicator, key, Key::NONE))
            })
            .collect();
        let (crises, seasons) = (polity.crises.iter())
            .map(|c| crisis(register.enter("crisis", &c.id), c, &chance))
            .unzip();
        let initiatives = polity.crises.iter().enumerate();
        let initiatives = initiatives.filter(|(_, crisis)| crisis.trigger.initiative);
        let initiatives = initiatives.map(|(crisis, _)| crisis).collect();
        let norms = NormState { terror: 0.0, floor: 0.0, collegiality: 0.0, precedent: 0.0 };
        let mut play = Self {
            polity,
            k: Parameters::default(),
            values,
            chance,
            register,
            detail,
            log: log(polity),
            round: 0,
            months: polity.calendar.months_per_round(),
            leaders,
            ages: Ages::default(),
            tapes,
            active: Vec::new(),
            roll: Roll::default(),
            electorate: Electorate::default(),
            pairs: Pairs::new(n, active),
            apart: Vec::new(),
            seen: Vec::new(),
            ground: Ground::default(),
            scene: None,
            month: None,
            bases,
            cadres: Cadres::default(),
            lots: None,
            offices,
            convening: convening(polity),
            issues,
            courses: Vec::new(),
            indicators: vec![0.0; polity.indicators.len()],
            indicator_tapes,
            crises,
            seasons,
            initiatives,
            norms,
            plots: Vec::new(),
            salience: Vec::new(),
            most_pressing: 0.0,
            greatest: 0.0,
            lead_months: 0.0,
            paramount: None,
            weary_until: 0,
            mood: polity.playing(Role::Mood),
            legitimacy: polity.playing(Role::Legitimacy),
            seats: seats(polity),
            seatings: 0,
        };
        play.load(None);
        // Where the world does not reach the issues, nothing is going anywhere.
        let moves = play.k.with_world >= 0.5;
        let going = |issue| if moves { play.going_for_good(issue) } else { 0.0 };
        let found: Vec<f64> = (0..play.issues.len()).map(going).collect();
        for office in 0..play.offices.len() {
            play.offices[office].found.clone_from(&found);
            if !play.offices[office].open {
                play.offices[office].holder = None;
            }
            if let Some(who) = play.offices[office].holder {
                play.log.tenures.push(Tenure { office, who, from: 0, to: None });
            }
        }
        play.muster();
        play.raise_cadres();
        // So that the first round knows who is pressed.
        play.refresh();
        play
    }

    /// Reads numbers from the values into the state: all of them at the start, or only those an
    /// intervention has just set.
    pub fn load(&mut self, only: Option<&[Num]>) {
        // What was seen with other numbers is seen no longer.
        self.scene = None;
        let values = &self.values;
        let polity = self.polity;
        let put = |slot: &mut f64, num: Num| {
            if only.is_none_or(|nums| nums.contains(&num)) {
                *slot = values[num];
            }
        };
        if only.is_none_or(|nums| nums.iter().any(|num| polity.parameters.contains(num))) {
            self.k = Parameters::read(|index| values[polity.parameters[index]]);
        }
        for (leader, p) in self.leaders.iter_mut().zip(&polity.principals) {
            put(&mut leader.born, p.born);
            put(&mut leader.frailty, p.frailty);
            put(&mut leader.ambition, p.ambition);
            put(&mut leader.cunning, p.cunning);
            put(&mut leader.resolve, p.resolve);
            put(&mut leader.dread, p.dread);
            put(&mut leader.taint, p.taint);
            put(&mut leader.appeal, p.appeal);
            put(&mut leader.rigidity, p.rigidity);
            put(&mut leader.engagement, p.engagement);
            put(&mut leader.standing, p.standing);
            put(&mut leader.anchor, p.standing);
            for (slot, &num) in leader.positions.iter_mut().zip(&p.positions) {
                put(slot, num);
            }
        }
        for (base, b) in self.bases.iter_mut().zip(&polity.bases) {
            put(&mut base.weight, b.weight);
            put(&mut base.command, b.command);
            put(&mut base.after_fall, b.after_fall);
            for (slot, &num) in base.capacities.iter_mut().zip(&b.capacities) {
                put(slot, num);
            }
        }
        for (office, o) in self.offices.iter_mut().zip(&polity.offices) {
            put(&mut office.responsibility, o.responsibility);
            put(&mut office.appoint, o.powers.appoint);
            put(&mut office.command, o.powers.command);
            put(&mut office.files, o.powers.files);
            put(&mut office.speak, o.powers.speak);
        }
        for (issue, i) in self.issues.iter_mut().zip(&polity.issues) {
            put(&mut issue.line, i.line);
        }
        for (slot, indicator) in self.indicators.iter_mut().zip(&polity.indicators) {
            put(slot, indicator.start);
        }
        put(&mut self.norms.terror, polity.norms.terror);
        put(&mut self.norms.floor, polity.norms.terror_floor);
        put(&mut self.norms.collegiality, polity.norms.collegiality);
        put(&mut self.norms.precedent, polity.norms.precedent);
        self.salience = polity.issues.iter().map(|issue| values[issue.salience]).collect();
        let all = self.salience.iter().sum::<f64>().max(1e-9);
        self.salience.iter_mut().for_each(|weight| *weight /= all);
        self.most_pressing = self.salience.iter().copied().fold(0.0, f64::max);
        self.apart.clear();
        let set = |grid: &mut Grid, (i, j, num): (Who, Who, Num)| {
            if only.is_none_or(|nums| nums.contains(&num)) {
                grid.put(i, j, values[num]);
            }
        };
        for &entry in &polity.trust {
            set(&mut self.pairs.trust, entry);
            set(&mut self.pairs.trust_anchor, entry);
        }
        if self.k.with_files >= 0.5 {
            for &(i, j, num) in &polity.files {
                if only.is_none_or(|nums| nums.contains(&num)) {
                    self.pairs.files.put(i, j, values[num]);
                }
            }
        }
    }

    /// Lists who is active.
    pub fn muster(&mut self) {
        self.active.clear();
        let active = |leader: &Leader| leader.status == Status::Active;
        self.active.extend((0..self.leaders.len()).filter(|&i| active(&self.leaders[i])));
        self.cadres.tastes.attend(&self.active, |who| self.leaders[who].key);
        self.pairs.muster(&self.active);
        self.apart.clear();
        self.call_roll();
    }
}

/// The log of a play in which nothing has happened yet.
fn log(polity: &Polity) -> Log {
    let figure = |p: &Principal| Figure {
        id: p.id.clone(),
        name: p.name.clone(),
        short: p.short.clone(),
        contender: p.contender,
        risen: None,
    };
    Log {
        cast: polity.principals.iter().map(figure).collect(),
        measures: Measures::for_rounds(polity.calendar.rounds),
        ..Log::default()
    }
}

/// The seats that the organ of principals opens with.
fn seats(polity: &Polity) -> usize {
    match polity.organs[polity.presidium].sitting {
        Sitting::Principals { seats } => seats,
        Sitting::Cadres { .. } => 0,
    }
}

/// The offices that let their holders convene each organ.
fn convening(polity: &Polity) -> Vec<Vec<OfficeIx>> {
    let those = |organ| {
        let offices = polity.offices.iter().enumerate();
        offices.filter(move |(_, office)| office.powers.convene.contains(&organ))
    };
    (0..polity.organs.len()).map(|organ| those(organ).map(|(office, _)| office).collect()).collect()
}

/// A base without its numbers, with room for the grip of so many.
fn base(key: Key, room: usize) -> BaseState {
    BaseState {
        key,
        weight: 0.0,
        capacities: [0.0; 5],
        command: 0.0,
        after_fall: 1.0,
        head: None,
        headship: 0.0,
        obedience: 1.0,
        counts: [0.0; 4],
        grip: vec![0.0; room],
        vacant: Vec::new(),
    }
}

/// An office without its numbers, in the hands of whoever has it at the start.
fn office(key: Key, office: &Office) -> OfficeState {
    OfficeState {
        key,
        open: office.opens.is_none_or(|at| at == 0),
        holder: office.holder,
        since: 0,
        found: Vec::new(),
        responsibility: 0.0,
        appoint: 0.0,
        command: 0.0,
        files: 0.0,
        speak: 0.0,
        fillings: 0,
        dismissed: Vec::new(),
        put_out: None,
    }
}

fn issue(key: Key, line: f64) -> IssueState {
    IssueState { key, line, performance: [0.0; 2], extreme: line, heading: 0 }
}

/// A crisis that is yet to come, and when it can.
fn crisis(key: Key, crisis: &Crisis, chance: &Chance) -> (CrisisState, Season) {
    let u = chance.unit(Stream::new(Purpose::Crisis, key, Key::NONE), 0);
    let options = crisis.options.iter().map(|o| Key::of("option", &o.id, 0));
    let state = CrisisState {
        key,
        options: options.collect(),
        fired: None,
        chosen: None,
        occurrence: 0,
        wear: 0.0,
        threshold: exponential(u),
        likelier: 1.0,
        brought_on: Vec::new(),
        forced: Forced::default(),
    };
    (state, Season::of(&crisis.trigger, u))
}

fn leader(polity: &Polity, principal: &Principal, key: Key, chance: &Chance) -> Leader {
    let status = principal.bench.map_or(Status::Active, Status::Bench);
    Leader {
        status,
        seated: status == Status::Active && principal.seat.is_some(),
        home: principal.home,
        ..blank(polity, key, chance)
    }
}

/// A principal with nothing yet but his luck.
pub(super) fn blank(polity: &Polity, key: Key, chance: &Chance) -> Leader {
    let once = |purpose| chance.unit(Stream::new(purpose, key, Key::NONE), 0);
    let lifetime = exponential(once(Purpose::Life));
    Leader {
        key,
        status: Status::Active,
        seated: false,
        home: None,
        away_until: 0,
        quiet_until: 0,
        spent_until: 0,
        born: 0.0,
        frailty: 1.0,
        ambition: 0.0,
        cunning: 0.0,
        resolve: 0.0,
        dread: 0.0,
        taint: 0.0,
        appeal: 0.0,
        rigidity: 0.0,
        engagement: 1.0,
        standing: 0.0,
        anchor: 0.0,
        record: 0.0,
        positions: vec![0.0; polity.issues.len()],
        prominence: vec![0.0; polity.issues.len()],
        support: vec![0.0; polity.bases.len()],
        alert: 0.0,
        lies_low: false,
        accused: 0,
        wear: 0.0,
        lifetime,
        sickens_at: once(Purpose::Illness) * lifetime,
        influence: 0.0,
        regard: 0.0,
        coercion: 0.0,
        defiance: 0.0,
        responsibility: 0.0,
        answers_for: vec![0.0; polity.issues.len()],
        found: vec![0.0; polity.issues.len()],
        speak: 0.0,
        files: 0.0,
        publicity: 0.0,
        patronage: 0.0,
        information: 0.0,
        pressure: 0.0,
        foe: 0.0,
        spite: 0.0,
        showdowns: 0,
        plots: 0,
    }
}
