package dev.trawl.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.trawl.core.Sha256;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HexFormat;
import java.util.Set;

/**
 * Where the holder of a data folder is asked for something: a Unix domain socket in the folder, or, where its
 * path is too long for a socket, in a folder of the user's own in the temporary folder, named by a hash.
 */
final class ControlSocket {
    /** The longest path that sockets take everywhere: 104 bytes on macOS, 108 on Linux, with a zero at the end. */
    static final int PATH_BYTES_MAX = 100;

    /** The longest question or answer. */
    static final int LINE_BYTES_MAX = 4 * 1024 * 1024;

    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final int HASH_BYTES = 16;

    private ControlSocket() {}

    /** Where the socket of a data folder is, or would be. The folder must be there. */
    static Path path(DataPaths paths) throws IOException {
        Path near = paths.controlSocket();
        return near.toString().getBytes(UTF_8).length <= PATH_BYTES_MAX ? near : far(paths.root());
    }

    /** The same, with the folder that it needs. */
    static Path prepare(DataPaths paths) throws IOException {
        Path socket = path(paths);
        if (!socket.equals(paths.controlSocket())) {
            createOwn(ObjectFolder.parent(socket));
        }
        Files.deleteIfExists(socket);
        return socket;
    }

    /** Lets the owner alone use it. */
    static void restrict(Path socket) throws IOException {
        Files.setPosixFilePermissions(socket, OWNER_FILE);
    }

    /** The address of a socket; one that a stranger could have put there is refused. */
    static UnixDomainSocketAddress address(DataPaths paths) throws IOException {
        Path socket = path(paths);
        if (!socket.equals(paths.controlSocket())) {
            requireOwn(ObjectFolder.parent(socket));
        }
        if (!Files.exists(socket, NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(socket.toString());
        }
        return UnixDomainSocketAddress.of(socket);
    }

    private static Path far(Path root) throws IOException {
        byte[] hash = Sha256.digest().digest(root.toRealPath().toString().getBytes(UTF_8));
        String name = "trawl-" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        return Path.of(System.getProperty("java.io.tmpdir"), name, "control.sock");
    }

    private static void createOwn(Path folder) throws IOException {
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
        } catch (FileAlreadyExistsException e) {
            requireOwn(folder);
        }
    }

    /** Everybody may write to the temporary folder: a folder there counts only if it is ours and closed to others. */
    private static void requireOwn(Path folder) throws IOException {
        UserPrincipal user = folder.getFileSystem()
                .getUserPrincipalLookupService()
                .lookupPrincipalByName(System.getProperty("user.name"));
        if (!Files.isDirectory(folder, NOFOLLOW_LINKS)
                || !Files.getOwner(folder, NOFOLLOW_LINKS).equals(user)
                || !Files.getPosixFilePermissions(folder, NOFOLLOW_LINKS).equals(OWNER_FOLDER)) {
            throw new FileSystemException(folder.toString(), null, "it is not a folder that its user alone may enter");
        }
    }
}
