//! The kinds of incidents, and the ACLED types that they stand for.

use serde::{Deserialize, Serialize};

/// What happened, in neutral terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A strike from aircraft.
    AirStrike,
    /// A strike from an unmanned aircraft.
    DroneStrike,
    /// A fight between armed parties.
    ArmedClash,
    /// A surprise attack on forces on the move.
    Ambush,
    /// An armed attack on forces, a place or civilians.
    Attack,
    /// Shells, mortars or rockets.
    Shelling,
    /// A mine or improvised explosive device.
    Ied,
    /// A bomb carried by a person or vehicle that dies with it.
    SuicideBombing,
    /// Persons taken away.
    Abduction,
    /// Persons detained by authorities.
    Arrest,
    /// Arms found, taken or made harmless.
    WeaponsSeizure,
    /// An aircraft, manned or not, that came down.
    AircraftCrash,
    /// Goods taken or destroyed, buildings burnt.
    Looting,
    /// A security incident of another kind, such as an unspecified operation.
    Other,
}

impl Kind {
    /// Every kind, in the order of legends and tables.
    pub const ALL: [Self; 14] = [
        Self::AirStrike,
        Self::DroneStrike,
        Self::ArmedClash,
        Self::Ambush,
        Self::Attack,
        Self::Shelling,
        Self::Ied,
        Self::SuicideBombing,
        Self::Abduction,
        Self::Arrest,
        Self::WeaponsSeizure,
        Self::AircraftCrash,
        Self::Looting,
        Self::Other,
    ];

    /// The name in output files, in snake_case.
    pub fn name(self) -> &'static str {
        match self {
            Self::AirStrike => "air_strike",
            Self::DroneStrike => "drone_strike",
            Self::ArmedClash => "armed_clash",
            Self::Ambush => "ambush",
            Self::Attack => "attack",
            Self::Shelling => "shelling",
            Self::Ied => "ied",
            Self::SuicideBombing => "suicide_bombing",
            Self::Abduction => "abduction",
            Self::Arrest => "arrest",
            Self::WeaponsSeizure => "weapons_seizure",
            Self::AircraftCrash => "aircraft_crash",
            Self::Looting => "looting",
            Self::Other => "other",
        }
    }

    /// The words for a legend or a title, in English.
    pub fn label(self) -> &'static str {
        match self {
            Self::AirStrike => "Air strike",
            Self::DroneStrike => "Drone strike",
            Self::ArmedClash => "Armed clash",
            Self::Ambush => "Ambush",
            Self::Attack => "Attack",
            Self::Shelling => "Shelling",
            Self::Ied => "Explosive device",
            Self::SuicideBombing => "Suicide bombing",
            Self::Abduction => "Abduction",
            Self::Arrest => "Arrest",
            Self::WeaponsSeizure => "Weapons seizure",
            Self::AircraftCrash => "Aircraft crash",
            Self::Looting => "Looting or destruction",
            Self::Other => "Other incident",
        }
    }

    /// ACLED's event type and sub-event type. `on_civilians` tells an attack on civilians from one
    /// on forces. Source: ACLED codebook, event types.
    pub fn acled(self, on_civilians: bool) -> (&'static str, &'static str) {
        const REMOTE: &str = "Explosions/Remote violence";
        const STRATEGIC: &str = "Strategic developments";
        match self {
            Self::AirStrike | Self::DroneStrike => (REMOTE, "Air/drone strike"),
            Self::Attack if on_civilians => ("Violence against civilians", "Attack"),
            Self::ArmedClash | Self::Ambush | Self::Attack => ("Battles", "Armed clash"),
            Self::Shelling => (REMOTE, "Shelling/artillery/missile attack"),
            Self::Ied => (REMOTE, "Remote explosive/landmine/IED"),
            Self::SuicideBombing => (REMOTE, "Suicide bomb"),
            Self::Abduction => ("Violence against civilians", "Abduction/forced disappearance"),
            Self::Arrest => (STRATEGIC, "Arrests"),
            Self::WeaponsSeizure => (STRATEGIC, "Disrupted weapons use"),
            Self::Looting => (STRATEGIC, "Looting/property destruction"),
            Self::AircraftCrash | Self::Other => (STRATEGIC, "Other"),
        }
    }
}
