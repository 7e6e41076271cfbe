package dev.trawl.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.app.FileWords;
import dev.trawl.app.Visible;
import dev.trawl.core.Json;
import dev.trawl.core.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code key=value}, {@code key=@FILE} and {@code key=@-}. */
final class InputArguments {
    /** The longest value that a file may hold. */
    static final int FILE_BYTES_MAX = 64 << 20;

    private InputArguments() {}

    /** The inputs as an object of text, and of objects with text and file where they were read from one; what makes no sense is a UsageFault. */
    static ObjectNode read(List<String> arguments, InputStream standardInput) {
        ObjectNode input = Json.object();
        InputStream left = standardInput;
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new UsageFault("Reading the inputs found " + Visible.quoted(argument)
                        + ", which is no key=value; nothing was started; write it as key=value, key=@FILE or key=@-");
            }
            String key = argument.substring(0, equals);
            if (input.has(key)) {
                throw new UsageFault(
                        "The input " + Visible.quoted(key) + " is given twice; nothing was started; give it once");
            }
            input.set(key, value(key, argument.substring(equals + 1), left));
            left = argument.endsWith("=@-") ? new ByteArrayInputStream(new byte[0]) : left;
        }
        return input;
    }

    private static JsonNode value(String key, String text, InputStream standardInput) {
        if (!text.startsWith("@")) {
            return Json.tree(text);
        }
        if (text.equals("@-")) {
            return read(key, "standard input", standardInput);
        }
        Path file = Path.of(text.substring(1));
        try (InputStream in = Files.newInputStream(file)) {
            return read(key, file.toString(), in);
        } catch (IOException e) {
            throw new UsageFault("Reading the input " + key + " from " + file + " found no file that can be read: "
                    + FileWords.of(e) + "; nothing was started; look at the path");
        }
    }

    /** What a file holds and what it is: summaries name the file and do not repeat it. */
    private static JsonNode read(String key, String from, InputStream in) {
        try {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new UsageFault("Reading the input " + key + " from " + from + " found more than " + FILE_BYTES_MAX
                        + " bytes; nothing was started; give it in parts");
            }
            String text =
                    lineEndOff(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            return Json.object()
                    .put("text", text)
                    .put("file", from)
                    .put("bytes", bytes.length)
                    .put("sha256", Sha256.hex(bytes));
        } catch (CharacterCodingException e) {
            throw new UsageFault("Reading the input " + key + " from " + from + " found bytes that are no UTF-8;"
                    + " nothing was started; save it as UTF-8");
        } catch (IOException e) {
            throw new UsageFault("Reading the input " + key + " from " + from + " failed: " + FileWords.of(e)
                    + "; nothing was started; name a file that can be read");
        }
    }

    /** Editors end a file with a line end; it is no part of the value, as with the shell's {@code $(cat FILE)}. */
    private static String lineEndOff(String text) {
        String once = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return once.endsWith("\r") ? once.substring(0, once.length() - 1) : once;
    }
}
