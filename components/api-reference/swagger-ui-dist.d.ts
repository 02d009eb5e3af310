declare module "swagger-ui-dist/swagger-ui-es-bundle" {
  import type * as ReactOfViewer from "react";

  type Component = ReactOfViewer.ComponentType<Record<string, never>>;
  type LayoutProps = { getComponent: (name: string, isContainer: true) => Component };
  type System = { React: typeof ReactOfViewer };
  type Plugin = (system: System) => {
    components: Record<string, (props: LayoutProps) => ReactOfViewer.ReactNode>;
  };
  type Options = {
    spec: unknown;
    domNode: HTMLElement;
    deepLinking: boolean;
    syntaxHighlight: false;
    docExpansion: "list" | "full" | "none";
    defaultModelsExpandDepth: number;
    supportedSubmitMethods: string[];
    validatorUrl: null;
    plugins: Plugin[];
    layout: string;
  };
  const createSwaggerUi: (options: Options) => unknown;
  export = createSwaggerUi;
}
