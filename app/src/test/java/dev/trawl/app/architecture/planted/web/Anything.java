package dev.trawl.app.architecture.planted.web;

/** Planted: something to name. */
public record Anything() {}
