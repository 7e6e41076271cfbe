package dev.trawl.core;

/** How many dead items a run bears before it fails early. */
public sealed interface Tolerance {
    /** Any number is borne. */
    Tolerance ANY = new Any();

    /** Whether the run is to fail. */
    boolean exceeded(Counts counts, boolean listingEnded);

    /** Any number. */
    record Any() implements Tolerance {
        @Override
        public boolean exceeded(Counts counts, boolean listingEnded) {
            return false;
        }
    }

    /** Up to so many items. */
    record Items(long items) implements Tolerance {
        public Items {
            if (items < 0) {
                throw new IllegalArgumentException("tolerate.items is 0 or more, got: " + items);
            }
        }

        @Override
        public boolean exceeded(Counts counts, boolean listingEnded) {
            return counts.dead() > items;
        }

        @Override
        public String toString() {
            return items + " items";
        }
    }

    /** Up to a share of the items listed; while listing goes on it is judged from {@value #SAMPLE} ended items. */
    record Percent(double percent) implements Tolerance {
        /** Fewer ended items say nothing about the share yet. */
        public static final int SAMPLE = 100;

        public Percent {
            if (!(percent >= 0 && percent <= 100)) {
                throw new IllegalArgumentException("tolerate.percent is 0 to 100, got: " + percent);
            }
        }

        @Override
        public boolean exceeded(Counts counts, boolean listingEnded) {
            boolean judged = listingEnded || counts.ended() >= SAMPLE;
            return judged && counts.dead() * 100.0 > percent * counts.listed();
        }

        @Override
        public String toString() {
            return percent + " percent";
        }
    }
}
