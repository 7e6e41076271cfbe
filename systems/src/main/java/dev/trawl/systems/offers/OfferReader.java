package dev.trawl.systems.offers;

import dev.trawl.systems.extract.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Reads what a page offers: from what it says to machines first (JSON-LD, microdata, OpenGraph), from how it looks only
 * where that names no price. Safe for any number of threads.
 */
final class OfferReader {
    private static final List<Function<Document, Offer>> MARKUP = List.of(MicrodataOffer::read, OpenGraphOffer::read);

    private OfferReader() {}

    /** What a page offers; empty where it names neither a price nor whether there is any. */
    static Optional<Offer> read(Subject page) {
        Offer offer = new LinkedOffer(page).read();
        if (page.html().isPresent()) {
            Document html = page.html().get();
            for (Function<Document, Offer> markup : MARKUP) {
                offer = offer.or(markup.apply(html));
            }
            // What machines are told is sold out has no price; whatever looks like one is another thing's.
            if (offer.price().isEmpty()
                    && offer.availability().filter(Availability::none).isEmpty()) {
                offer = offer.or(VisibleOffer.read(html));
            }
            offer = offer.found() ? offer.or(Offer.named(heading(html))) : offer;
        }
        return Optional.of(offer).filter(Offer::found);
    }

    private static Optional<String> heading(Document html) {
        return Optional.ofNullable(html.selectFirst("h1"))
                .map(Element::text)
                .filter(text -> !text.isBlank())
                .or(() -> Optional.of(html.title()))
                .flatMap(OfferReader::name);
    }

    /** A name as people read it; empty where it is blank. */
    static Optional<String> name(String text) {
        String read =
                Parser.unescapeEntities(text, false).replaceAll("\\s+", " ").strip();
        return read.isEmpty() ? Optional.empty() : Optional.of(read);
    }
}
