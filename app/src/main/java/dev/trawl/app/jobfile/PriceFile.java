package dev.trawl.app.jobfile;

import dev.trawl.app.Visible;
import dev.trawl.core.cost.Prices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that say what things cost, in YAML or JSON. */
public final class PriceFile {
    private PriceFile() {}

    /**
     * The prices of a file over those that Trawl comes with.
     *
     * @throws InvalidJob where it can't be read or makes no sense, with what to write instead
     */
    public static Prices read(Path file) {
        try {
            return Prices.of(
                    YamlReader.read(file.toString(), Files.readAllBytes(file)).tree());
        } catch (IOException e) {
            throw new InvalidJob("Reading the prices in " + file + " failed: " + e
                    + "; nothing was done; name a file that trawl cost --list began");
        } catch (IllegalArgumentException e) {
            throw e instanceof InvalidJob known
                    ? known
                    : new InvalidJob(Visible.text("The prices in " + file + " make no sense: " + e.getMessage()
                            + "; nothing was done; trawl cost --list prints the file that Trawl comes with"));
        }
    }
}
