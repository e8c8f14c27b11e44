import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Checkout } from "./Checkout.tsx";
import "./page.css";

const root = document.getElementById("app");
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <Checkout />
    </StrictMode>,
  );
