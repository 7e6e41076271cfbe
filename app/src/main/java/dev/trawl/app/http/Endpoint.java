package dev.trawl.app.http;

/** A method and a path that are answered. */
record Endpoint(String method, PathTemplate path, Handling handling) {
    /** Answers requests. */
    @FunctionalInterface
    interface Handling {
        /** Answers one; a {@link Refusal} is an answer too. */
        Answer answer(Request request) throws Exception;
    }

    static Endpoint of(String method, String path, Handling handling) {
        return new Endpoint(method, PathTemplate.of(path), handling);
    }

    static Endpoint get(String path, Handling handling) {
        return of("GET", path, handling);
    }

    static Endpoint post(String path, Handling handling) {
        return of("POST", path, handling);
    }
}
