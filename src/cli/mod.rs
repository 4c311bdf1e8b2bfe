//! The command line: arguments, messages, exit codes. It uses the library as a stranger would.
//!
//! Exit codes: 0 done, 1 something failed, 2 the command was not understood.

mod draw;
mod evaluate;
mod explain;
mod extract;
mod gazetteer;
mod import;
mod map;
mod place;
mod review;
mod terminal;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use harmattan::gazetteer::Gazetteer;

/// Reads news articles about security incidents and maps them, saying how sure it is.
#[derive(Debug, Parser)]
#[command(version, about, long_about = None, after_help = EXAMPLES, arg_required_else_help = true)]
struct Arguments {
    /// The folder of imported places, instead of the user's own (or of HARMATTAN_DATA).
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  harmattan map articles/ -o output/
  harmattan place \"à 23 km au sud-ouest de Mondoro\"
  harmattan extract articles/ > reports.jsonl
  harmattan evaluate gold.jsonl articles/
  harmattan explain 1a2b3c4d5e6f output/incidents.geojson

Exit codes: 0 done, 1 something failed (the rest is still written), 2 wrong usage.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Find the incidents in articles, place them, and write GeoJSON, CSV and a map.
    Map(map::MapArguments),
    /// Draw a map from incidents.geojson or any GeoJSON file of points.
    Draw(draw::DrawArguments),
    /// Print where a place phrase may be, with candidates and reasons.
    Place(place::PlaceArguments),
    /// Print the evidence for an incident: words, rules, candidates, merges.
    Explain(explain::ExplainArguments),
    /// Print a file of corrections to begin with, the most doubtful incidents first.
    Review(review::ReviewArguments),
    /// Print what articles tell, as JSON lines, without looking places up.
    Extract(extract::ExtractArguments),
    /// Hold a run against labelled articles: precision, recall, kind, date and toll.
    Evaluate(evaluate::EvaluateArguments),
    /// Look names up, see what is loaded, import places and boundaries of your own.
    Gazetteer(gazetteer::GazetteerArguments),
}

/// Runs the command that the arguments name. A broken pipe is a quiet success.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let data = arguments.data.as_deref();
    let result = match arguments.command {
        Command::Map(arguments) => map::run(&arguments, data),
        Command::Draw(arguments) => draw::run(&arguments, data),
        Command::Place(arguments) => place::run(&arguments, data),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Review(arguments) => review::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments, data),
        Command::Evaluate(arguments) => evaluate::run(&arguments, data),
        Command::Gazetteer(arguments) => gazetteer::run(&arguments, data),
    };
    match result {
        Ok(code) => code,
        Err(error) if terminal::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::say(&format!("harmattan: {error:#}"));
            ExitCode::from(1)
        }
    }
}

/// The bundled places with the imported ones; what cannot be used is said.
fn open_gazetteer(data: Option<&Path>) -> anyhow::Result<Gazetteer> {
    let gazetteer = Gazetteer::open(data)?;
    for problem in gazetteer.problems() {
        terminal::say(&format!("harmattan: {problem}"));
    }
    Ok(gazetteer)
}
