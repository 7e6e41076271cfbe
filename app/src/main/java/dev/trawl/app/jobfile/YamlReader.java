package dev.trawl.app.jobfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the part of YAML that job files need: one document in UTF-8, of text, numbers, truth values, lists and
 * objects. Tags are refused, and so are keys that come twice; what a file may hold has limits.
 */
final class YamlReader {
    /** The longest job file. */
    static final int FILE_BYTES_MAX = 1 << 20;

    private YamlReader() {}

    /**
     * Reads a document.
     *
     * @param file its name, for messages
     * @throws InvalidJob where nothing can be made of it
     */
    static Document read(String file, byte[] bytes) {
        if (bytes.length > FILE_BYTES_MAX) {
            throw invalid(
                    file,
                    Place.START,
                    "the file has " + bytes.length + " bytes; a job file has at most " + FILE_BYTES_MAX);
        }
        String text = decode(file, bytes);
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file).setUseMarks(true).build();
            return new YamlComposer(new Parse(settings).parseString(text).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            throw invalid(file, YamlComposer.place(problemMark(e)), "this is no YAML: " + sentence(e));
        } catch (ReaderException e) {
            throw invalid(
                    file,
                    placeOf(text, e.getPosition()),
                    "the character U+%04X is not allowed in YAML; remove it".formatted(e.getCodePoint()));
        } catch (YamlComposer.Stopped e) {
            throw InvalidJob.of(file, List.of(e.problem()));
        } catch (YamlEngineException e) {
            throw invalid(file, Place.START, "this is no YAML: " + e.getMessage());
        }
    }

    private static Optional<org.snakeyaml.engine.v2.exceptions.Mark> problemMark(MarkedYamlEngineException e) {
        return e.getProblemMark().or(e::getContextMark);
    }

    private static String sentence(MarkedYamlEngineException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ", ";
        String problem = e.getProblem() == null ? "" : e.getProblem();
        String tab = problem.contains("'\\t'") || problem.contains("TAB") ? "; indent with spaces" : "";
        return context + problem + tab;
    }

    private static String decode(String file, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        try {
            var decoder = UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            var result = decoder.decode(in, out, true);
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            out.flip();
            throw invalid(file, placeOf(out.toString(), out.length()), "this is no UTF-8; save the file as UTF-8");
        }
        out.flip();
        return out.toString();
    }

    private static Place placeOf(String text, int position) {
        String before = text.substring(0, Math.min(position, text.length()));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new Place(line, before.length() - before.lastIndexOf('\n'));
    }

    private static InvalidJob invalid(String file, Place at, String message) {
        return InvalidJob.of(file, List.of(Problem.error(at, message)));
    }
}
