package org.jitsuin.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkout in a directory of its own with the script {@code jitsuin}, and an operating system
 * that consists of the programs put on the path here.
 */
final class ScriptStage {
  /** What the script may always use, the real ones. */
  private static final List<String> TOOLS =
      List.of(
          "cat",
          "cp",
          "dirname",
          "env",
          "find",
          "flock",
          "grep",
          "head",
          "mkdir",
          "mv",
          "readlink",
          "sed",
          "sh",
          "tail",
          "touch",
          "tr");

  private final Path checkout;
  private final Path programs;
  private final Path machines;
  private final Path fonts;
  private final Path libraries;
  private final Map<String, String> environment = new HashMap<>();

  ScriptStage(Path directory) throws IOException {
    this.checkout = Files.createDirectories(directory.resolve("checkout"));
    this.programs = Files.createDirectories(directory.resolve("bin"));
    this.machines = Files.createDirectories(directory.resolve("jvm"));
    this.fonts = Files.createDirectories(directory.resolve("fonts"));
    this.libraries = Files.createDirectories(directory.resolve("lib"));
    Files.copy(
        Path.of("..", "jitsuin"), checkout.resolve("jitsuin"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.createDirectories(checkout.resolve("ca-core/src/main"));
    Files.createDirectories(checkout.resolve("office"));
    Files.writeString(checkout.resolve("office/package.json"), "{}");
    Files.writeString(checkout.resolve("office/vite.config.js"), "");
    for (String tool : TOOLS) {
      program(tool, "exec /usr/bin/" + tool + " \"$@\"");
    }
    environment.put("PATH", programs.toString());
    environment.put("JITSUIN_JVM_DIRECTORY", machines.toString());
    environment.put("JITSUIN_FONT_DIRECTORY", fonts.toString());
    environment.put("JITSUIN_LIBRARY_DIRECTORY", libraries.toString());
  }

  /** What the script left. */
  record Result(int code, String output) {}

  Path checkout() {
    return checkout;
  }

  ScriptStage set(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Puts a program of a few lines of sh on the path. */
  ScriptStage program(String name, String body) throws IOException {
    write(programs.resolve(name), body);
    return this;
  }

  private static void write(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** A JDK whose {@code java} says what it is called with. */
  ScriptStage jdk(String directory, String version) throws IOException {
    return jdk(directory, version, "echo \"java $*\"");
  }

  /** A JDK whose {@code java} does what a few lines of sh say. */
  ScriptStage jdk(String directory, String version, String java) throws IOException {
    Path home = machines.resolve(directory);
    write(home.resolve("bin/java"), java);
    write(home.resolve("bin/javac"), ":");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return this;
  }

  /** Everything that the script would install, a Maven that says it builds two modules. */
  ScriptStage everything() throws IOException {
    for (String name :
        List.of(
            "softhsm2-util",
            "mariadbd",
            "openssl",
            "curl",
            "slapd",
            "xmlsec1",
            "pdfsig",
            "certtool",
            "crlutil",
            "npm",
            "chromium",
            "pcscd",
            "ip",
            "haproxy",
            "mariadb-backup",
            "socat",
            "opensc-tool",
            "ssh-keygen",
            "pamtester")) {
      program(name, ":");
    }
    Files.createFile(fonts.resolve("BIZUDPGothic-Regular.ttf"));
    for (String library :
        List.of(
            "pcsc/drivers/serial/libifdvpcd.so",
            "x86_64-linux-gnu/opensc-pkcs11.so",
            "x86_64-linux-gnu/engines-3/pkcs11.so",
            "x86_64-linux-gnu/security/pam_p11.so")) {
      Path file = libraries.resolve(library);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
    return jdk("temurin-25", "25.0.3")
        .program(
            "mvn",
            """
            echo '[INFO] Building Jitsuin: PKI base 0.1.0-SNAPSHOT              [1/2]'
            echo '[INFO] Building jar: secret detail'
            echo '[INFO] Building Jitsuin: server 0.1.0-SNAPSHOT                [2/2]'
            echo "with $JAVA_HOME"
            mkdir -p "%s/launcher/target/launcher"
            printf 'no end of line'
            """
                .formatted(checkout));
  }

  Result run(String... arguments) throws IOException {
    return run(checkout.resolve("jitsuin"), arguments);
  }

  Result run(Path script, String... arguments) throws IOException {
    return run(script, true, arguments);
  }

  /** As {@link #run(String...)}, with nothing but the standard output. */
  Result runForResults(String... arguments) throws IOException {
    return run(checkout.resolve("jitsuin"), false, arguments);
  }

  private Result run(Path script, boolean errorsToo, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(programs.toFile()).redirectErrorStream(errorsToo);
    if (!errorsToo) {
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Result(process.waitFor(), output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
