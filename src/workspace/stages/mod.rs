//! What each stage holds, and what can be done in it. A stage knows those before it, for data flows one way.

pub mod data;

pub mod features;

pub mod models;

pub mod blend;

pub mod preview;
