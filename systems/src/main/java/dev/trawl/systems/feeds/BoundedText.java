package dev.trawl.systems.feeds;

import java.io.IOException;

/** Letters up to a number; more are refused. For one thread. */
final class BoundedText implements Appendable {
    private final StringBuilder text = new StringBuilder();
    private final int lettersMax;

    BoundedText(int lettersMax) {
        this.lettersMax = lettersMax;
    }

    @Override
    public BoundedText append(CharSequence some) throws IOException {
        return append(some, 0, some.length());
    }

    @Override
    public BoundedText append(CharSequence some, int from, int to) throws IOException {
        require(to - from);
        text.append(some, from, to);
        return this;
    }

    @Override
    public BoundedText append(char one) throws IOException {
        require(1);
        text.append(one);
        return this;
    }

    private void require(int more) throws IOException {
        if (more > lettersMax - text.length()) {
            throw new IOException("A text has more than " + lettersMax + " letters");
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
