package helloagain.workbench;

import helloagain.spec.SpecSource;
import java.nio.file.Path;

/**
 * Holds what {@code hello check} works on.
 *
 * @param source the modules and configurations
 * @param catalog the worlds
 * @param catalogFile the file that {@code --update} rewrites
 * @param batch the traces to replay
 */
record CheckSetup(SpecSource source, WorldCatalog catalog, Path catalogFile, TraceBatch batch) {
  /** Takes the project's own specification, from the class path. */
  static CheckSetup ofProject(TraceBatch batch) {
    return new CheckSetup(
        SpecSource.project(),
        WorldCatalog.ofProject(),
        SourceTree.file(WorldCatalog.PROJECT_FILE),
        batch);
  }
}
