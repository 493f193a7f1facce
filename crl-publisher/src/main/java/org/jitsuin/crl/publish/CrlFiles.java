package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.repository.RepositoryFiles;
import org.jitsuin.crl.model.CrlBase;
import org.jitsuin.crl.model.Partition;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.write.FoundCrl;

/**
 * The files of the CRLs: two for each number, such as {@code signature-g1/13221-g1.42.crl} and the
 * delta CRL {@code signature-g1/13221-g1.42.delta.crl}. Beside each there may be the same
 * compressed, with {@code .gz} behind its name.
 *
 * <p>A file is never written over by another CRL; who publishes a new one leaves the old one where
 * it is. So a server that lost the lease without knowing cannot harm what is served, and a download
 * that has begun goes on.
 */
public final class CrlFiles {
  private final RepositoryFiles places;

  /**
   * @param root the directory of all CRLs; servers that share a database share it too
   */
  public CrlFiles(Path root) {
    this.places = new RepositoryFiles(root);
  }

  Path root() {
    return places.root();
  }

  /** The file that says which CRLs are published. */
  Path manifest(RepositoryFiles.Part part) {
    return places.manifest(part);
  }

  /** Returns the directory of the files of the partition's issuer. */
  Path directory(Partition partition) {
    return places.directory(partition.issuer().issuer());
  }

  /** The file that holds the CRL of that number once it is in place. */
  public Path file(Partition partition, long number) {
    return places.crl(partition.issuer().issuer(), partition.id(), number);
  }

  /** The file that holds the delta CRL of that number once it is in place. */
  public Path deltaFile(Partition partition, long number) {
    return places.delta(partition.issuer().issuer(), partition.id(), number);
  }

  /** The file that holds one of those before compressed, if it is worth it. */
  public static Path packed(Path file) {
    return RepositoryFiles.packed(file);
  }

  /** The file that holds one of those before; its directory is made if it is missing. */
  Path draft(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return file.resolveSibling(file.getFileName() + ".draft");
  }

  /**
   * Puts a draft into place, at once and whole, and before it the same compressed if there is that;
   * {@link #sync} makes it last.
   *
   * @throws FileAlreadyExistsException if there is a CRL of that number, which can only be where
   *     the database was set back to an older state; the next number is then tried next
   */
  void place(Path draft, Path file, long number) throws IOException {
    if (Files.exists(file)) {
      throw new FileAlreadyExistsException(
          file.toString(), null, "a CRL of number " + number + " is there already");
    }
    Path packed = packed(file);
    // One that a lost CRL of that number left is not this one.
    Files.deleteIfExists(packed);
    if (Files.exists(draft(packed))) {
      Files.move(draft(packed), packed, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The greatest number of a complete CRL in a directory, by the id of the partition.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  static Map<String, Long> greatestNumbers(Path directory) {
    Map<String, Long> greatest = new HashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory, "*.crl")) {
      for (Path file : all) {
        CrlFileName.parse(file.getFileName().toString())
            .filter(name -> !name.delta())
            .ifPresent(name -> greatest.merge(name.id(), name.number(), Math::max));
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      // Nothing can be put there either.
      return greatest;
    } catch (IOException e) {
      throw new UncheckedIOException("the directory of CRLs cannot be read", e);
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException("the directory of CRLs cannot be read", e.getCause());
    }
    return greatest;
  }

  /**
   * Keeps a complete CRL that is found elsewhere, unless there is one of its number.
   *
   * @return its number; empty if the issuer's key did not sign it
   */
  public OptionalLong keep(Partition partition, byte[] crl) throws IOException {
    Path draft = draft(directory(partition).resolve(partition.id() + ".found"));
    Files.write(draft, crl);
    Optional<FoundCrl> found = FoundCrl.read(draft, partition.issuer());
    if (found.isEmpty()) {
      Files.delete(draft);
      return OptionalLong.empty();
    }
    Path file = file(partition, found.get().number());
    if (Files.exists(file)) {
      Files.delete(draft);
    } else {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      sync(List.of(partition));
    }
    return OptionalLong.of(found.get().number());
  }

  /** Makes what was placed for those partitions survive a power failure. */
  void sync(Collection<Partition> partitions) throws IOException {
    for (Path directory : partitions.stream().map(this::directory).collect(Collectors.toSet())) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** Returns whether the files of that CRL and its delta are there and have their sizes. */
  boolean present(Partition partition, PublishedCrl crl) {
    return has(file(partition, crl.number()), crl.size())
        && crl.delta()
            .map(delta -> has(deltaFile(partition, crl.number()), delta.size()))
            .orElse(true);
  }

  private static boolean has(Path file, long size) {
    try {
      return Files.size(file) == size;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns whether the files of that CRL and its delta are what was published, octet for octet.
   */
  boolean sound(Partition partition, PublishedCrl crl) {
    return sound(partition, crl.asBase())
        && crl.delta()
            .map(delta -> has(deltaFile(partition, crl.number()), delta.sha256()))
            .orElse(true);
  }

  /** Returns whether the file of that complete CRL is what was published, octet for octet. */
  boolean sound(Partition partition, CrlBase base) {
    return has(file(partition, base.number()), base.sha256());
  }

  /** Compressed, it must be the same; where it is not there it is not needed. */
  private static boolean has(Path file, Fingerprint fingerprint) {
    Path packed = packed(file);
    return is(file, fingerprint, in -> in)
        && (Files.notExists(packed) || is(packed, fingerprint, GZIPInputStream::new));
  }

  /** Reads what a file holds. */
  private interface Unpacking {
    InputStream of(InputStream in) throws IOException;
  }

  private static boolean is(Path file, Fingerprint fingerprint, Unpacking unpacking) {
    MessageDigest digest = Fingerprint.sha256();
    try (InputStream in = unpacking.of(Files.newInputStream(file));
        OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      in.transferTo(sink);
    } catch (IOException e) {
      return false;
    }
    return Fingerprint.ofDigest(digest.digest()).equals(fingerprint);
  }
}
