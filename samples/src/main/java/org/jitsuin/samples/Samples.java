package org.jitsuin.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes certificates, answers, CRLs and documents, each with one fault, and what is to be said of
 * each, for everybody who has a verifier to try.
 */
public final class Samples {
  /** The file that says of each sample what it is. */
  public static final String TABLE = "samples.tsv";

  private final SampleWorld world;

  /**
   * Makes the authorities and their keys.
   *
   * @param now the time at which the samples are what they are called
   */
  public Samples(Instant now) {
    this(new SampleWorld(now));
  }

  /** Takes authorities and keys that are there. */
  public Samples(SampleWorld world) {
    this.world = world;
  }

  /**
   * Writes them.
   *
   * @param directory is made, or is empty
   * @return what there is
   * @throws UncheckedIOException if they cannot be written
   */
  public List<Sample> write(Path directory) {
    SampleFiles files = new SampleFiles();
    authorities(files);
    new CertificateSamples(world, files).make();
    new OcspSamples(world, files).make();
    new CrlSamples(world, files).make();
    new HolderSamples(world, files).make();
    new DocumentSamples(world, files).make();
    files.write(directory, TABLE, readme());
    return files.samples();
  }

  private void authorities(SampleFiles files) {
    files.certificate("authorities/signature-g1.cer", world.signature().certificate());
    files.certificate("authorities/signature-g2-new-with-old.cer", world.link());
    files.certificate(
        "authorities/user-identification-g1.cer", world.identification().certificate());
    files.file(
        "ocsp/signature-g2-new-with-old.der",
        world.good(world.signature(), world.link().getSerialNumber()));
  }

  private String readme() {
    try (var in = Samples.class.getResourceAsStream("README.md")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("{at}", world.at().toString())
          .replace("{until}", world.after(SampleWorld.CURRENT).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads what a directory says of its samples.
   *
   * @throws UncheckedIOException if it says nothing
   */
  public static List<Sample> read(Path directory) {
    try (Stream<String> lines = Files.lines(directory.resolve(TABLE))) {
      return lines.skip(1).map(Sample::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
