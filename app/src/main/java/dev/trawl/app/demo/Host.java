package dev.trawl.app.demo;

/** Answers everything that one host of the demo's web is asked, any number of visits at once. */
@FunctionalInterface
interface Host {
    /** May take its time; it is interrupted when the web is closed. */
    Reply answer(Visit visit) throws InterruptedException;
}
