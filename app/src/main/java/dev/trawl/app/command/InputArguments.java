package dev.trawl.app.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trawl.app.FileWords;
import dev.trawl.app.Visible;
import dev.trawl.core.InputType;
import dev.trawl.core.Job;
import dev.trawl.core.Json;
import dev.trawl.core.Sha256;
import dev.trawl.local.Machine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads {@code key=value}, {@code key=@FILE} and {@code key=@-}.
 *
 * @param values the inputs as an object of text, and of objects with text and file where they were read from one
 * @param files by input, those whose content is no part of the values: they name its hash, and it is to be kept
 */
record InputArguments(ObjectNode values, Map<String, Path> files) {
    /** The longest value that a file may hold. */
    static final int FILE_BYTES_MAX = 64 << 20;

    /** Reads them for a job; what makes no sense is a UsageFault. */
    static InputArguments read(List<String> arguments, InputStream standardInput, Job job) {
        ObjectNode input = Json.object();
        Map<String, Path> files = new LinkedHashMap<>();
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
            String value = argument.substring(equals + 1);
            if (value.startsWith("@") && !value.equals("@-") && isList(job, key)) {
                files.put(key, Path.of(value.substring(1)).toAbsolutePath());
                input.set(key, named(key, Path.of(value.substring(1))));
            } else {
                input.set(key, value(key, value, left));
            }
            left = argument.endsWith("=@-") ? new ByteArrayInputStream(new byte[0]) : left;
        }
        return new InputArguments(input, files);
    }

    private static boolean isList(Job job, String key) {
        return job.inputs().stream()
                .anyMatch(spec -> spec.name().equals(key) && spec.type() instanceof InputType.Listed);
    }

    /** What a file of any length is, without its text. */
    private static ObjectNode named(String key, Path file) {
        MessageDigest digest = Sha256.digest();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            return Json.object()
                    .put("file", file.toString())
                    .put("bytes", bytes)
                    .put("sha256", HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw unreadable(key, file, e);
        }
    }

    private static UsageFault unreadable(String key, Path file, IOException found) {
        return new UsageFault("Reading the input " + key + " from " + file + " found no file that can be read: "
                + FileWords.of(found) + "; nothing was started; look at the path");
    }

    /** Keeps the files where the runs of a machine find them; one that has changed since is a UsageFault. */
    void keep(Machine machine) {
        files.forEach((key, file) -> {
            if (!machine.keep(file).equals(values.path(key).path("sha256").asString(""))) {
                throw new UsageFault("Reading the input " + key + " from " + file
                        + " found that it changes meanwhile; nothing was started; run it again when the file is whole");
            }
        });
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
            throw unreadable(key, file, e);
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
