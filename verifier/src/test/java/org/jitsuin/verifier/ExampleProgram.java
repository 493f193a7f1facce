package org.jitsuin.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** A program of the documents, compiled as whoever reads them would. */
final class ExampleProgram {
  private ExampleProgram() {}

  /** Compiles it for Java 17, and returns its method {@code run(String...)}. */
  static Method run(Path program, Path classes)
      throws ReflectiveOperationException, MalformedURLException {
    int problems =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.toString());
    assertThat(problems).isZero();
    String name = program.getFileName().toString().replace(".java", "");
    URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
    Method run = loader.loadClass(name).getDeclaredMethod("run", String[].class);
    run.setAccessible(true);
    return run;
  }
}
