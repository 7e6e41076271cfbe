package dev.trawl.web;

/**
 * Asks addresses of the web: through the one egress door, within the budgets of every host asked, redirects
 * followed. One call is one try: whoever asks again counts it as a retry. Safe for any number of threads.
 */
public interface Fetcher {
    /** Asks once. Failures of the other side are a result, not an exception. */
    <T> Fetched<T> get(FetchRequest request, BodyReader<T> reader) throws InterruptedException;

    /** Posts once. A redirect that the posting does not follow fails with {@code bad-redirect}. */
    <T> Fetched<T> post(FetchRequest request, Posting posting, BodyReader<T> reader) throws InterruptedException;
}
